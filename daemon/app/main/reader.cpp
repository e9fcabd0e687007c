#include "app/main/reader.hpp"

#include "io/system/in_process_reader.hpp"
#include "io/system/worker_reader.hpp"

namespace evenkeel {

std::unique_ptr<Reader> start_reader(std::vector<Warning>& warnings) {
  auto worker = WorkerReader::start();
  if (worker) return std::move(*worker);
  warnings.push_back({"worker", worker.error().text + "; calendars are read without its protection"});
  return std::make_unique<InProcessReader>();
}

}  // namespace evenkeel
