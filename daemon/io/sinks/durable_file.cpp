#include "io/sinks/durable_file.hpp"

#include "io/system/private_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace evenkeel {
namespace {

std::unexpected<Error> failed(int error) {
  const bool passing = error == ENOSPC || error == EDQUOT || error == EIO || error == EINTR ||
                       error == ENFILE || error == EMFILE;
  return fail(passing ? ErrorKind::transient : ErrorKind::permanent,
              "an event's file cannot be written: " + std::generic_category().message(error));
}

}  // namespace

Expected<void> write_durably(const std::string& directory, const std::string& name, const std::string& text,
                             Replace replace) {
  // Hidden, so that nobody takes it for an event; one name, so that a kill leaves one at most.
  const std::string draft = directory + "/." + name + ".tmp";
  ::unlink(draft.c_str());
  const int error = put_whole_file(directory + "/" + name, draft, text, std::nullopt, replace);
  if (error == EEXIST && replace == Replace::no)
    return fail(ErrorKind::precondition_failed, "a file of this name stands there already");
  if (error != 0) return failed(error);
  return flush_directory(directory);
}

}  // namespace evenkeel
