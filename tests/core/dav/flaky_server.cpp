#include "core/dav/flaky_server.hpp"

#include <array>
#include <utility>

namespace evenkeel::dav::testing {
namespace {

constexpr const char* collection = "/w/";

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const auto from = text.find(open);
  if (from == std::string::npos) return {};
  const auto start = from + open.size();
  return text.substr(start, text.find(close, start) - start);
}

std::string multistatus(const std::string& inside) {
  return R"(<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/">)" +
         inside + "</d:multistatus>";
}

std::string member(const std::string& href, const std::string& properties) {
  return "<d:response><d:href>" + href + "</d:href><d:propstat><d:prop>" + properties +
         "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>";
}

std::string without(const std::string& href, int status) {
  return "<d:response><d:href>" + href + "</d:href><d:status>HTTP/1.1 " + std::to_string(status) +
         " No</d:status></d:response>";
}

}  // namespace

void FlakyServer::change() {
  auto now = history_.back();
  const auto href = std::string(collection) + "o" + std::to_string(pick(14)) + ".ics";
  if (now.contains(href) && pick(3) == 0) {
    now.erase(href);
  } else {
    const auto version = std::to_string(++counter_);
    now[href] = {"\"e" + version + "\"", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:" + href +
                                             "\nSUMMARY:" + version + "\nEND:VEVENT\nEND:VCALENDAR"};
  }
  store(std::move(now));
}

void FlakyServer::touch() {
  auto now = history_.back();
  if (now.empty()) return;
  auto it = now.begin();
  std::advance(it, static_cast<std::ptrdiff_t>(pick(now.size())));
  it->second.etag = "\"t" + std::to_string(++counter_) + "\"";
  store(std::move(now));
}

void FlakyServer::rename() {
  auto now = history_.back();
  if (now.empty()) return;
  auto it = now.begin();
  std::advance(it, static_cast<std::ptrdiff_t>(pick(now.size())));
  auto node = now.extract(it);
  node.key() = std::string(collection) + "r" + std::to_string(++names_) + ".ics";
  now.insert(std::move(node));
  store(std::move(now));
}

void FlakyServer::forget_tokens() {
  store(history_.back());
  oldest_token_ = history_.size() - 1;
  refuses_silently_ = pick(3) == 0;
}

std::map<std::string, std::string> FlakyServer::contents() const {
  std::map<std::string, std::string> out;
  for (const auto& [href, object] : history_.back()) out[href] = object.text;
  return out;
}

std::string FlakyServer::sync_report(const Request& request, const Version& version, std::size_t number,
                                     int& status) {
  const auto token = between(request.body, "<sync-token>", "</sync-token>");
  Version base;
  bool deletions = false;
  if (!token.empty()) {
    const auto from = static_cast<std::size_t>(std::stoul(token.substr(1)));
    if (from < oldest_token_ && !refuses_silently_) {
      static constexpr std::array<int, 5> refusals = {400, 403, 409, 410, 500};
      status = refusals.at(pick(refusals.size()));
      return "";
    }
    deletions = from >= oldest_token_;
    if (deletions) base = history_.at(from);
  }
  std::string out;
  for (const auto& [href, object] : version) {
    const auto before = base.find(href);
    if (before == base.end() || before->second != object)
      out += member(href, "<d:getetag>" + object.etag + "</d:getetag>");
  }
  for (const auto& [href, object] : base) {
    if (deletions && !version.contains(href)) out += without(href, 404);
  }
  return multistatus(out + "<d:sync-token>v" + std::to_string(number) + "</d:sync-token>");
}

std::string FlakyServer::multiget(const Request& request, bool one_for_all) const {
  std::string out;
  const std::string* first = nullptr;
  for (auto rest = request.body; rest.find("<href>") != std::string::npos;
       rest = rest.substr(rest.find("</href>") + 7)) {
    const auto href = between(rest, "<href>", "</href>");
    const auto it = history_.back().find(href);
    if (it == history_.back().end()) {
      out += without(href, 404);
      continue;
    }
    if (first == nullptr || !one_for_all) first = &it->second.text;
    out += member(href, "<d:getetag>" + it->second.etag + "</d:getetag><c:calendar-data>" + *first +
                            "</c:calendar-data>");
  }
  return multistatus(out);
}

std::string FlakyServer::properties(std::size_t number) const {
  return multistatus(member(
      collection,
      "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>" +
          (sync_ ? std::string("<d:supported-report-set><d:supported-report><d:report><d:sync-collection/>"
                               "</d:report></d:supported-report></d:supported-report-set>")
                 : "<s:getctag>c" + std::to_string(number) + "</s:getctag>")));
}

std::string FlakyServer::etags(const Version& version) const {
  std::string out = member(collection, "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>");
  for (const auto& [href, object] : version)
    out += member(href, "<d:getetag>" + object.etag + "</d:getetag>");
  return multistatus(out);
}

Reply FlakyServer::answer(const Request& request, Fault fault) {
  if (fault == Fault::no_answer) return {{}, "", true};
  if (fault == Fault::web_page) return {{200, {}}, "<html><body>Log in</body></html>", false};
  if (fault == Fault::empty_207) return {{207, {}}, pick(2) == 0 ? "" : multistatus(""), false};
  if (fault == Fault::status) {
    static constexpr std::array<int, 9> statuses = {400, 403, 404, 409, 410, 429, 500, 502, 503};
    return {{statuses.at(pick(statuses.size())), {}}, "", false};
  }
  auto number = history_.size() - 1;
  if (fault == Fault::stale) number -= std::min(number, pick(4));
  const auto& version = history_.at(number);
  int status = 207;
  std::string body;
  if (request.method == "GET") {
    const auto it = history_.back().find(request.url.substr(request.url.find("/w/")));
    status = it == history_.back().end() ? 404 : 200;
    if (status == 200) body = it->second.text;
  } else if (request.body.find("<sync-collection") != std::string::npos) {
    if (sync_) {
      body = sync_report(request, version, number, status);
    } else {
      status = 403;
    }
  } else if (request.body.find("calendar-multiget") != std::string::npos) {
    body = multiget(request, fault == Fault::one_for_all);
  } else if (request.body.find("getetag") != std::string::npos) {
    body = etags(version);
  } else {
    body = properties(number);
  }
  if (fault == Fault::cut || fault == Fault::cut_silently) body.resize(pick(body.size() + 1));
  if (fault == Fault::inner_errors) {
    for (auto at = body.find("200 OK"); at != std::string::npos; at = body.find("200 OK", at + 1)) {
      if (pick(3) == 0) body.replace(at, 3, "500");
    }
  }
  return {{status, {}}, body, fault == Fault::cut};
}

}  // namespace evenkeel::dav::testing
