#include "io/net/curl_handles.hpp"

namespace evenkeel::net {

namespace {

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

}  // namespace

EasyHandle make_easy() {
  start_libcurl();
  EasyHandle handle(curl_easy_init());
  if (!handle) throw std::bad_alloc();
  return handle;
}

MultiHandle make_multi() {
  start_libcurl();
  MultiHandle handle(curl_multi_init());
  if (!handle) throw std::bad_alloc();
  return handle;
}

}  // namespace evenkeel::net
