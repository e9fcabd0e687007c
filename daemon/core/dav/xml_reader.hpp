// XML as it arrives (expat): namespace-aware, no DTD and so no entities, with caps. The one place that knows
// expat.
#pragma once

#include "core/words/error.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

struct XML_ParserStruct;

namespace evenkeel::dav {

/// What a reader calls. Names are "namespace|local", or "local" without a namespace.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  /// `value` of `name` attribute of the element, as CALDAV:comp has it; empty when there is none.
  virtual void on_start(std::string_view name, std::string_view name_attribute) = 0;
  virtual void on_text(std::string_view text) = 0;
  virtual void on_end() = 0;
};

class XmlReader {
 public:
  /// `handler` must outlive the reader.
  XmlReader(XmlHandler& handler, std::uint64_t max_bytes, std::uint32_t max_depth);
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;
  ~XmlReader() = default;

  /// `last`: nothing follows. A failed reader stays failed. Blanks before the XML declaration, which some
  /// servers print, are passed over.
  [[nodiscard]] Expected<void> feed(std::string_view bytes, bool last);
  /// Stops at the next opportunity, with this error. For handlers.
  void stop(Error error);

 private:
  struct Free {
    void operator()(XML_ParserStruct* parser) const;
  };
  struct Callbacks;
  [[nodiscard]] std::uint64_t waiting() const;

  XmlHandler& handler_;
  std::uint64_t max_bytes_;
  std::uint32_t max_depth_;
  std::uint64_t bytes_ = 0;
  std::uint64_t fed_ = 0;  // to expat
  std::uint32_t depth_ = 0;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  Expected<void> result_;
};

}  // namespace evenkeel::dav
