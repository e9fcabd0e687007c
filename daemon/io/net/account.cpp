#include "io/net/account.hpp"

#include "io/net/addresses.hpp"

namespace evenkeel::net {

Account account_for(const SourceSettings& source, Secret password) {
  return {source.name.str(), source.user, std::move(password), source.ca_file,
          is_local_host(host_of(source.url))};
}

}  // namespace evenkeel::net
