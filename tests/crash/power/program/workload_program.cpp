// SPDX-License-Identifier: Apache-2.0
// workload_program FOLDER WORKLOAD: does the workload of that name (workload.hpp) in a database in
// FOLDER. After each operation it says "acknowledged <n>", to stdout and to the journal that is
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
using egregora::DuckDBStorageManager;

void acknowledge(std::size_t number) {
  const std::string path = kAcknowledgePrefix + std::to_string(number);
  const int descriptor = ::open(path.c_str(), O_RDONLY);
  if (descriptor >= 0) ::close(descriptor);
  // Flushed: the process may be killed.
  std::cout << "acknowledged " << number << std::endl;
}

void write_and_drop(DuckDBStorageManager& storage) {
  storage.write_table(memtable_of(rows_of(1, 2, "after the failure")), "used");
  storage.drop_table("used", {.checkpoint_too = true});
}

/// What StorageFatalError asks for.
void reopen(WorkloadStorage& storage) {
  storage.lease.reset();
  try {
    storage.manager->close();
  } catch (const egregora::DatabaseError&) {
    // It says again what has failed.
  }
  storage.manager.reset();
  storage.open();
}

/// Whether tables can be written and dropped after something else has failed, once it is opened
/// again where the error said so.
void use(WorkloadStorage& storage, bool must_reopen) try {
  if (!storage.manager) return;
  if (must_reopen) reopen(storage);
  storage.lease.reset();
  write_and_drop(*storage.manager);
  std::cout << "usable" << std::endl;
} catch (const std::exception& error) {
  std::cout << "unusable " << error.what() << std::endl;
}

int fail(WorkloadStorage& storage, const char* how, const std::exception& error) {
  std::cout << how << ' ' << error.what() << std::endl;
  std::cerr << error.what() << '\n';
  const bool is_fatal = dynamic_cast<const egregora::StorageFatalError*>(&error) != nullptr;
  use(storage, is_fatal);
  return EXIT_FAILURE;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  WorkloadStorage storage{std::filesystem::path(arguments[1]) / kDatabaseName};
  std::size_t number = 0;
  storage.acknowledge = [&] { acknowledge(++number); };
  try {
    for (const Operation& operation : workload(std::string(arguments[2]))) {
      operation.run(storage);
      storage.acknowledge();
    }
    return EXIT_SUCCESS;
  } catch (const egregora::CheckpointError& error) {
    return fail(storage, error.committed() ? "committed" : "failed", error);
  } catch (const std::exception& error) {
    return fail(storage, "failed", error);
  }
}
