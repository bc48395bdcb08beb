// SPDX-License-Identifier: Apache-2.0
// workload_program FOLDER small|large|resumed: does the workload in a database in FOLDER, and says
// after each operation that it is acknowledged, to the journal that is preloaded. Without one, that
// is a file that cannot be opened.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "crash/power/journal_format.hpp"
#include "crash/power/workload.hpp"

namespace {

void acknowledge(std::size_t number) {
  using egregora::crash_tests::kAcknowledgePrefix;
  const std::string path = kAcknowledgePrefix + std::to_string(number);
  const int descriptor = ::open(path.c_str(), O_RDONLY);
  if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

int main(int count, char** arguments) try {
  using namespace egregora::crash_tests;
  if (count != 3) return 2;
  WorkloadStorage storage{std::filesystem::path(arguments[1]) / kDatabaseName};
  std::size_t number = 0;
  const std::string which = arguments[2];
  for (const Operation& operation :
       which == "resumed" ? resumed_workload() : workload(which == "large")) {
    operation.run(storage);
    acknowledge(++number);
  }
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return EXIT_FAILURE;
}
