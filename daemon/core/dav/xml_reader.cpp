#include "core/dav/xml_reader.hpp"

#include <expat.h>

#include <algorithm>
#include <new>
#include <string>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::uint64_t longest_token = 2U << 20U;  // twice what expat is given at once

}  // namespace

struct XmlReader::Callbacks {
  static XmlReader& self(void* data) { return *static_cast<XmlReader*>(data); }

  static void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
    auto& reader = self(data);
    if (!reader.result_) return;
    if (++reader.depth_ > reader.max_depth_) {
      reader.stop({ErrorKind::refused, "the server's XML is nested too deeply"});
      return;
    }
    std::string_view value;
    for (; *attributes != nullptr; attributes += 2) {
      if (std::string_view(*attributes) == "name") value = attributes[1];
    }
    reader.handler_.on_start(name, value);
  }
  static void XMLCALL on_text(void* data, const XML_Char* text, int length) {
    if (auto& reader = self(data); reader.result_) {
      reader.handler_.on_text({text, static_cast<std::size_t>(length)});
    }
  }
  static void XMLCALL on_end(void* data, const XML_Char* /*name*/) {
    auto& reader = self(data);
    if (!reader.result_) return;
    --reader.depth_;
    reader.handler_.on_end();
  }
  static void XMLCALL on_doctype(void* data, const XML_Char* /*name*/, const XML_Char* /*system*/,
                                 const XML_Char* /*public*/, int /*internal*/) {
    self(data).stop({ErrorKind::invalid_data, "the server's XML has a document type; it is not read"});
  }
};

void XmlReader::Free::operator()(XML_ParserStruct* parser) const {
  XML_ParserFree(parser);
}

XmlReader::XmlReader(XmlHandler& handler, std::uint64_t max_bytes, std::uint32_t max_depth)
    : handler_(handler),
      max_bytes_(max_bytes),
      max_depth_(max_depth),
      parser_(XML_ParserCreateNS(nullptr, '|')) {
  if (!parser_) throw std::bad_alloc();
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), &Callbacks::on_start, &Callbacks::on_end);
  XML_SetCharacterDataHandler(parser_.get(), &Callbacks::on_text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), &Callbacks::on_doctype);
}

void XmlReader::stop(Error error) {
  if (!result_) return;
  result_ = std::unexpected(std::move(error));
  XML_StopParser(parser_.get(), XML_FALSE);
}

Expected<void> XmlReader::feed(std::string_view bytes, bool last) {
  if (!result_) return result_;
  bytes_ += bytes.size();
  if (bytes_ > max_bytes_) {
    result_ = fail(ErrorKind::refused, "the server's XML is larger than allowed");
    return result_;
  }
  if (fed_ == 0) bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  // expat counts in int.
  constexpr std::size_t piece = 1U << 20U;
  do {
    const auto part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    fed_ += part.size();
    const bool final = last && bytes.empty();
    if (XML_Parse(parser_.get(), part.data(), static_cast<int>(part.size()), final ? 1 : 0) ==
            XML_STATUS_ERROR &&
        result_) {
      result_ =
          fail(ErrorKind::invalid_data, "the server's XML is not well-formed (line " +
                                            std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ")");
    }
    if (result_ && !final && waiting() > longest_token) {
      result_ = fail(ErrorKind::refused, "the server's XML has a tag that does not end");
    }
  } while (result_ && !bytes.empty());
  return result_;
}

/// Bytes of a tag that has not ended yet: expat keeps them, and would keep all that come.
std::uint64_t XmlReader::waiting() const {
  const auto parsed = XML_GetCurrentByteIndex(parser_.get());
  return parsed < 0 ? 0 : fed_ - static_cast<std::uint64_t>(parsed);
}

}  // namespace evenkeel::dav
