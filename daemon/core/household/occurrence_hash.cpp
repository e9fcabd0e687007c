#include "core/household/occurrence_hash.hpp"

#include "core/household/ascii.hpp"
#include "core/time/text.hpp"
#include "core/words/digest.hpp"

namespace evenkeel {

namespace {
struct AsText {
  std::string operator()(Date d) const { return iso_date(d); }
  std::string operator()(Instant t) const { return rfc3339(t); }
};
}  // namespace

std::string occurrence_hash(const Uid& uid, const std::optional<DateOrInstant>& recurrence_id) {
  std::string text = uid.str() + "\n";
  if (recurrence_id) text += std::visit(AsText{}, *recurrence_id);
  return short_sha256(text, 6);
}

std::string slug(std::string_view title) {
  std::string result;
  for (const char c : ascii::lower(title)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  if (!result.empty() && result.back() == '-') result.pop_back();
  return result;
}

}  // namespace evenkeel
