// SPDX-License-Identifier: Apache-2.0
// Opening databases as the command line says.
#include "tools/egregora/session.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/database/database_url.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ostream>

#include "tools/egregora/failure.hpp"

namespace egregora::program {
namespace {

constexpr const char* kDefaultDatabase = "pipeline.duckdb";
// A wait for another process is cut into these, so that Ctrl-C is noticed in between.
constexpr std::chrono::milliseconds kLockSlice{200};

std::optional<std::filesystem::path> resolved(const std::string& name) {
  try {
    return resolve_database_url(name);
  } catch (const InvalidOperationError& error) {
    throw UsageError("--db", error.what());
  }
}

}  // namespace

std::filesystem::path Session::db_path() const {
  std::string name = options.db.value_or("");
  if (!options.db) {
    const char* variable = std::getenv("EGREGORA_DB");  // NOLINT(concurrency-mt-unsafe)
    name = variable != nullptr && *variable != '\0' ? variable : kDefaultDatabase;
  }
  const auto path = resolved(name);
  if (!path || path->empty())
    throw UsageError("--db", "a database in memory would be gone at once; name a file");
  return *path;
}

StorageOptions Session::storage_options(bool read_only) const {
  StorageOptions result;
  result.db_path = db_path();
  if (options.checkpoint_dir) result.checkpoint_dir = *options.checkpoint_dir;
  result.read_only = read_only;
  if (options.lock_timeout) {
    result.lock_timeout = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::duration<double>(*options.lock_timeout));
  }
  result.threads = options.threads;
  result.memory_limit = options.memory_limit;
  return result;
}

void Session::require_database() const {
  const std::filesystem::path path = db_path();
  std::error_code error;
  if (std::filesystem::exists(path, error)) return;
  throw Failure(
      path.string(),
      "there is no such database; make one with 'egregora run EXPORT', or name another with --db");
}

std::unique_ptr<DuckDBStorageManager> Session::open_to_read() const {
  require_database();
  return open(true);
}

std::unique_ptr<DuckDBStorageManager> Session::open_to_write() const {
  require_database();
  return open_or_create();
}

std::unique_ptr<DuckDBStorageManager> Session::open_or_create() const { return open(false); }

std::unique_ptr<DuckDBStorageManager> Session::open_when_free(bool read_only) const {
  StorageOptions wanted = storage_options(read_only);
  const auto deadline = std::chrono::steady_clock::now() + wanted.lock_timeout;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    wanted.lock_timeout = std::clamp(left, std::chrono::milliseconds::zero(), kLockSlice);
    try {
      return std::make_unique<DuckDBStorageManager>(wanted);
    } catch (const DatabaseLockedError&) {
      check_interruption();
      if (left <= kLockSlice) throw;
    }
  }
}

std::unique_ptr<DuckDBStorageManager> Session::open(bool read_only) const {
  auto storage = open_when_free(read_only);
  interruption.on_signal_run([running = storage->running()] { running.interrupt(); },
                             read_only ? Interruption::Stop::repeatedly : Interruption::Stop::once);
  check_interruption();
  return storage;
}

void Session::check_interruption() const {
  if (interruption.requested()) throw Interrupted();
}

void Session::say(const std::string& line) const {
  if (!options.quiet) err << line << '\n';
}

}  // namespace egregora::program
