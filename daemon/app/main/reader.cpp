#include "app/main/reader.hpp"

#include "io/system/in_process_reader.hpp"
#include "io/system/worker_reader.hpp"

#if defined(EVENKEEL_VALGRIND) && __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

namespace evenkeel {

Expected<std::unique_ptr<Reader>> start_reader(std::vector<Warning>& warnings) {
  // Valgrind makes its code while it runs, which a confined process may not. Of a debug build alone.
  if (RUNNING_ON_VALGRIND != 0) {
    warnings.push_back(
        {"worker", "no confined process works under valgrind; calendars are read without its protection"});
    return std::make_unique<InProcessReader>();
  }
  auto worker = WorkerReader::start({}, &ical::read, &worker::exec_nursery);
  if (!worker) return std::unexpected(worker.error());
  return std::unique_ptr<Reader>(std::move(*worker));
}

}  // namespace evenkeel
