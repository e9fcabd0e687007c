#include "io/settings/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <memory>

namespace evenkeel::settings {

namespace {

/// What is wrong with a pattern; empty when nothing is.
std::string compile_problem(const std::string& text) {
  // bounds what a hostile pattern costs
  using Context = std::unique_ptr<pcre2_compile_context, decltype(&pcre2_compile_context_free)>;
  const Context context(pcre2_compile_context_create(nullptr), &pcre2_compile_context_free);
  pcre2_set_max_pattern_length(context.get(), 4096);
  int error = 0;
  PCRE2_SIZE offset = 0;
  using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;
  const Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), PCRE2_UTF | PCRE2_UCP,
                                &error, &offset, context.get()),
                  &pcre2_code_free);
  if (code) return {};
  std::array<PCRE2_UCHAR, 160> message{};
  pcre2_get_error_message(error, message.data(), message.size());
  return std::string(reinterpret_cast<const char*>(message.data())) + " at character " +
         std::to_string(offset + 1);
}

}  // namespace

std::optional<std::string> pattern(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  if (given == nullptr) {
    reader.error(value.at, "this is " + kind_of(value) + "; expected a regular expression in quotes");
    return std::nullopt;
  }
  const std::string problem = compile_problem(*given);
  if (problem.empty()) return *given;
  reader.error(value.at,
               "\"" + *given + "\" is no regular expression: " + problem + "; expected a PCRE2 pattern");
  return std::nullopt;
}

}  // namespace evenkeel::settings
