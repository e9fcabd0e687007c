#include "io/net/account.hpp"

#include "io/net/addresses.hpp"

namespace evenkeel::net {

Account account_for(const SourceSettings& source, Secret password) {
  const std::string host = host_of(source.url);
  return {.pool = source.name.str(),
          .user = source.user,
          .password = std::move(password),
          .ca_file = source.ca_file,
          .local_allowed = is_local_host(host),
          .own_host = host};
}

}  // namespace evenkeel::net
