// libcurl's handles with owners.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace evenkeel::net {

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDeleter {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
using EasyHandle = std::unique_ptr<CURL, EasyDeleter>;
using MultiHandle = std::unique_ptr<CURLM, MultiDeleter>;

/// Starts libcurl on first use; never before, since the parser process is forked ahead of it.
EasyHandle make_easy();
MultiHandle make_multi();

/// A list of header lines or recipients.
class StringList {
 public:
  void append(const std::string& text) {
    curl_slist* longer = curl_slist_append(list_.get(), text.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    if (!list_) list_.reset(longer);  // otherwise the head stays what it is
  }
  [[nodiscard]] curl_slist* get() const { return list_.get(); }

 private:
  struct Deleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Deleter> list_;
};

/// An option that this libcurl knows and that is of the right kind can't fail but for memory.
template <typename T>
void set(CURL* handle, CURLoption option, T value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK)
    throw std::runtime_error("libcurl refuses an option");
}
template <typename T>
void set(CURLM* handle, CURLMoption option, T value) {
  if (curl_multi_setopt(handle, option, value) != CURLM_OK)
    throw std::runtime_error("libcurl refuses an option");
}

}  // namespace evenkeel::net
