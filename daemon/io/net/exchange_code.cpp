#include "io/net/exchange_code.hpp"

#include "io/net/renewals.hpp"
#include "io/net/request.hpp"

namespace evenkeel::net {

Expected<oauth::Tokens> exchange_code(Transport& transport, const oauth::Client& client,
                                      const oauth::Grant& grant, Instant now, const Stop& stop) {
  auto way = oauth::ClientAuthentication::basic;
  const Account account = token_account(client);
  auto answer = perform(transport, oauth::exchange_request(client, grant, way), account, stop);
  if (answer && !client.secret.empty() && oauth::is_invalid_client(answer->head, answer->body)) {
    way = oauth::ClientAuthentication::post;
    answer = perform(transport, oauth::exchange_request(client, grant, way), account, stop);
  }
  if (!answer) return std::unexpected(answer.error());
  auto tokens = oauth::read_answer(answer->head, answer->body, client, now);
  if (tokens) tokens->client = way;
  if (!tokens && tokens.error().kind == ErrorKind::unauthorised) {
    return fail(ErrorKind::permanent,
                "the provider does not take the code that the browser brought (invalid_grant)");
  }
  return tokens;
}

}  // namespace evenkeel::net
