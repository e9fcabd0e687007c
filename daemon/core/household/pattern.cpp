#include "core/household/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <memory>

namespace evenkeel {

namespace {

constexpr std::uint32_t match_limit = 10'000;  // DESIGN section 5, Rules

struct Free {
  void operator()(pcre2_code* p) const { pcre2_code_free(p); }
  void operator()(pcre2_match_data* p) const { pcre2_match_data_free(p); }
  void operator()(pcre2_match_context* p) const { pcre2_match_context_free(p); }
};

PCRE2_SPTR units(std::string_view text) {
  static constexpr char nothing[] = "";
  return reinterpret_cast<PCRE2_SPTR>(text.data() != nullptr ? text.data() : nothing);
}

std::string reason(int code) {
  std::array<PCRE2_UCHAR, 128> buffer{};
  pcre2_get_error_message(code, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

}  // namespace

struct Pattern::Code {
  std::unique_ptr<pcre2_code, Free> code;
  std::unique_ptr<pcre2_match_context, Free> context;
  std::unique_ptr<pcre2_match_data, Free> data;  // room for the work of one search after the other
};

Expected<Pattern> Pattern::compile(std::string_view pattern, Case letters) {
  int error = 0;
  PCRE2_SIZE at = 0;
  const std::uint32_t options =
      PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (letters == Case::folded ? PCRE2_CASELESS : 0U);
  std::unique_ptr<pcre2_code, Free> code(
      pcre2_compile(units(pattern), pattern.size(), options, &error, &at, nullptr));
  if (code == nullptr) {
    return fail(ErrorKind::invalid_data,
                "no regular expression: " + reason(error) + " at character " + std::to_string(at + 1));
  }
  std::unique_ptr<pcre2_match_context, Free> context(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(context.get(), match_limit);
  std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create_from_pattern(code.get(), nullptr));
  return Pattern(std::make_shared<const Code>(std::move(code), std::move(context), std::move(data)));
}

Pattern::Outcome Pattern::search(std::string_view text) const {
  const int found =
      pcre2_match(code_->code.get(), units(text), text.size(), 0, 0, code_->data.get(), code_->context.get());
  if (found >= 0) return Outcome::match;
  const bool limited =
      found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT || found == PCRE2_ERROR_HEAPLIMIT;
  return limited ? Outcome::limit : Outcome::no_match;
}

}  // namespace evenkeel
