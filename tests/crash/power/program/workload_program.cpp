// SPDX-License-Identifier: Apache-2.0
// workload_program FOLDER small|large|definitions|resumed|recovery: does the workload in a database
// in FOLDER. After each operation it says "acknowledged <n>", to stdout and to the journal that is
// preloaded; without one, that is a file that cannot be opened. Where an operation fails it says
// "failed", or "committed", and why; then whether the storage can still be used.
#include <fcntl.h>
#include <unistd.h>

#include <egregora/core/errors.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

#include "crash/power/journal_format.hpp"
#include "crash/power/workload.hpp"

namespace {

using namespace egregora::crash_tests;

void acknowledge(std::size_t number) {
  const std::string path = kAcknowledgePrefix + std::to_string(number);
  const int descriptor = ::open(path.c_str(), O_RDONLY);
  if (descriptor >= 0) ::close(descriptor);
  // Flushed: the process may be killed.
  std::cout << "acknowledged " << number << std::endl;
}

/// A table that a manager can write and drop after something else has failed.
void use(WorkloadStorage& storage) try {
  if (!storage.manager) return;
  storage.lease.reset();
  storage.manager->write_table(memtable_of(rows_of(1, 2, "after the failure")), "used");
  storage.manager->drop_table("used", {.checkpoint_too = true});
  std::cout << "usable" << std::endl;
} catch (const std::exception& error) {
  std::cout << "unusable " << error.what() << std::endl;
}

int fail(WorkloadStorage& storage, const char* how, const char* why) {
  std::cout << how << ' ' << why << std::endl;
  std::cerr << why << '\n';
  use(storage);
  return EXIT_FAILURE;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  WorkloadStorage storage{std::filesystem::path(arguments[1]) / kDatabaseName};
  try {
    std::size_t number = 0;
    for (const Operation& operation : workload(std::string(arguments[2]))) {
      operation.run(storage);
      acknowledge(++number);
    }
    return EXIT_SUCCESS;
  } catch (const egregora::CheckpointError& error) {
    return fail(storage, error.committed() ? "committed" : "failed", error.what());
  } catch (const std::exception& error) {
    return fail(storage, "failed", error.what());
  }
}
