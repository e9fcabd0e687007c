#include "core/mail/message.hpp"

#include "core/mail/limits.hpp"
#include "core/mail/transfer_encoding.hpp"

#include <algorithm>

namespace evenkeel::mail {
namespace {

/// Whether `line` is the delimiter of `boundary`, and the closing one (RFC 2046 5.1.1).
enum class Delimiter : std::uint8_t { none, next, last };
Delimiter delimiter(std::string_view line, std::string_view boundary) {
  if (!line.starts_with("--") || line.substr(2, boundary.size()) != boundary) return Delimiter::none;
  std::string_view rest = line.substr(2 + boundary.size());
  const bool closing = rest.starts_with("--");
  if (closing) rest.remove_prefix(2);
  // Transport padding; anything else is another boundary that begins like this one.
  if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos) return Delimiter::none;
  return closing ? Delimiter::last : Delimiter::next;
}

/// The bodies between the delimiters, preamble and epilogue left out. One that is never closed ends with the
/// text.
std::vector<std::string_view> bodies(std::string_view text, std::string_view boundary) {
  std::vector<std::string_view> result;
  std::optional<std::size_t> begin;
  for (std::size_t at = 0; at < text.size() && result.size() < limits::parts;) {
    const std::size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
    const Delimiter found = delimiter(text.substr(at, next - at), boundary);
    if (found != Delimiter::none) {
      if (begin) result.push_back(text.substr(*begin, at - *begin));
      begin = next;
    }
    if (found == Delimiter::last) return result;
    at = next;
  }
  if (begin && result.size() < limits::parts) result.push_back(text.substr(*begin));
  return result;
}

class MessageReader {
 public:
  explicit MessageReader(Message& message) : message_(message) {}

  void entity(const Fields& fields, std::string_view body, std::size_t depth) {
    if (++entities_ > limits::parts) return;
    Parameterised type = parameterised(fields.only("content-type"));
    if (type.value.empty()) type.value = "text/plain";
    if (!type.value.starts_with("multipart/")) {
      std::string bytes = decoded(fields.only("content-transfer-encoding"), body);
      message_.parts.push_back({std::move(type), std::move(bytes)});
      return;
    }
    const std::string_view boundary = type.parameter("boundary");
    if (boundary.empty() || depth == limits::depth) return;
    for (std::string_view part : bodies(body, boundary)) {
      const Fields own = take_fields(part);
      entity(own, part, depth + 1);
    }
  }

 private:
  Message& message_;
  std::size_t entities_ = 0;
};

}  // namespace

Expected<Message> read(std::string_view text) {
  if (text.size() > limits::message_bytes) return fail(ErrorKind::refused, "the message is too large");
  Message message;
  const Fields fields = take_fields(text);
  message.from = only_address(fields.only("from"));
  MessageReader(message).entity(fields, text, 1);
  return message;
}

}  // namespace evenkeel::mail
