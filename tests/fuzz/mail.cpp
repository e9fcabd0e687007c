// A stranger's e-mail message; and whatever evenkeel writes as one is read back as it was meant.
#include "core/mail/limits.hpp"
#include "core/mail/message.hpp"
#include "core/plans/household.hpp"
#include "core/publishing/mailed_answer.hpp"
#include "core/publishing/message_form.hpp"
#include "fuzz/claim.hpp"

#include <algorithm>

namespace {

using namespace evenkeel;
using fuzz::claim;

const Settings& household() {
  static const Settings settings = [] {
    Settings s = test::household();
    s.mail.emplace();
    s.mail->from = "Household <home@example.org>";
    s.partners[0].email = Address("alex@example.org");
    s.household_id = "hazel-street";
    return s;
  }();
  return settings;
}

void check(const mail::Message& message, std::string_view text) {
  claim(message.parts.size() <= mail::limits::parts);
  std::size_t bytes = 0;
  for (const mail::Part& part : message.parts) {
    bytes += part.bytes.size();
    claim(!part.type.value.starts_with("multipart/"));
    claim(part.type.parameters.size() <= mail::limits::parameters);
  }
  claim(bytes <= text.size());  // nothing grows by decoding, no part is read twice
  if (!message.from) return;
  const std::string& from = message.from->str();
  claim(from.find_first_of(" ,<>\r\n\"") == std::string::npos && std::ranges::count(from, '@') == 1);
}

/// The text as subject and body of a message of ours.
void write_and_read(std::string_view text) {
  Message message{};
  message.keys = {"k"};
  message.subject = text.substr(0, text.find('\n'));
  message.text = text;
  Notify channel;
  channel.kind = "email";
  const auto written =
      message_mail(message, {household(), channel, Viewer{PartnerIndex::first}, test::at("2026-11-23", 10)});
  claim(written.has_value());
  std::string_view rest = *written;
  const mail::Fields fields = mail::take_fields(rest);
  claim(fields.list.size() == 9);  // no line of a stranger became one of the header
  const auto read = mail::read(*written);
  claim(read && read->parts.size() == 1 && read->from == Address("home@example.org"));
  claim(read->parts[0].bytes == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto message = mail::read(text);
  claim(message.has_value() == (size <= mail::limits::message_bytes));
  if (message) check(*message, text);
  if (const auto answer = answer_mail(text)) {
    claim(message && message->from == answer->sender);
  }
  if (size <= 50'000) write_and_read(text);
  return 0;
}
