#pragma once

#include "core/dav/http.hpp"
#include "core/words/error.hpp"

#include <curl/curl.h>

#include <string>

namespace evenkeel::net {

/// What a failed HTTP transfer means for who asked, worded with the origin alone ("https://host: ...").
[[nodiscard]] Error transfer_failure(CURLcode code, CURL* handle, const std::string& origin,
                                     const dav::Limits& limits);

/// The same of what is common to all protocols: name, connection, TLS, time.
[[nodiscard]] Error network_failure(CURLcode code, CURL* handle, const std::string& origin);

}  // namespace evenkeel::net
