#include "io/system/in_process_reader.hpp"

#include <utility>

namespace evenkeel {

void InProcessReader::submit(Job job) {
  done_.emplace_back(job.id, ical::read(job.text, job.options));
}

std::vector<Reader::Result> InProcessReader::collect() {
  return std::exchange(done_, {});
}

}  // namespace evenkeel
