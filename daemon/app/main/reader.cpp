#include "app/main/reader.hpp"

#include "io/system/in_process_reader.hpp"
#include "io/system/worker_reader.hpp"

#if defined(EVENKEEL_VALGRIND) && __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

namespace evenkeel {

std::unique_ptr<Reader> start_reader(std::vector<Warning>& warnings) {
  // Valgrind makes its code while it runs, which a confined process may not. Of a debug build alone.
  auto worker = RUNNING_ON_VALGRIND != 0
                    ? Expected<std::unique_ptr<WorkerReader>>(
                          fail(ErrorKind::unsupported, "no confined process works under valgrind"))
                    : WorkerReader::start();
  if (worker) return std::move(*worker);
  warnings.push_back({"worker", worker.error().text + "; calendars are read without its protection"});
  return std::make_unique<InProcessReader>();
}

}  // namespace evenkeel
