#include "core/publishing/instance_key.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

constexpr std::ptrdiff_t few = 3;

}  // namespace

bool looks_own(const Uid& uid) {
  constexpr std::string_view form = "0000000000000000-0000000000000000@evenkeel";
  const std::string& text = uid.str();
  if (text.size() != form.size()) return false;
  return std::ranges::equal(text, form, [](char c, char of_form) {
    return of_form == '0' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == of_form;
  });
}

Expected<void> may_publish_with(const Identity& identity, std::span<const SourceSnapshot* const> shared,
                                std::span<const PublicationRecord> published) {
  const auto made_it = [&](const PublicationRecord& record) { return identity.is_own(record.uid); };
  if (std::ranges::any_of(published, made_it)) return {};
  std::ptrdiff_t strange = 0;
  for (const SourceSnapshot* source : shared) {
    for (const StoredObject& stored : source->objects) {
      if (identity.is_own(stored.object.uid)) return {};
      strange += looks_own(stored.object.uid) ? 1 : 0;
    }
  }
  if (strange == 0 || (published.empty() && strange < few)) return {};
  return fail(ErrorKind::refused,
              "the instance key is not the one by which the events of evenkeel on the shared calendar were "
              "made; nothing is published, since each of them would stand there twice. Put the former key "
              "back (the credential instance-key, or instance.key in the state directory), or delete those "
              "events to begin anew with this one; where another household publishes there, name a calendar "
              "of your own as [shared]");
}

}  // namespace evenkeel
