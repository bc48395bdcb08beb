// SPDX-License-Identifier: Apache-2.0
// Opening databases as the command line says.
#include "tools/egregora/session.hpp"

#include <egregora/database/database_url.hpp>

#include <chrono>
#include <cstdlib>
#include <ostream>

#include "tools/egregora/failure.hpp"

namespace egregora::program {
namespace {

constexpr const char* kDefaultDatabase = "pipeline.duckdb";

}  // namespace

std::filesystem::path Session::db_path() const {
  std::string name = options.db.value_or("");
  if (!options.db) {
    const char* variable = std::getenv("EGREGORA_DB");  // NOLINT(concurrency-mt-unsafe)
    name = variable != nullptr && *variable != '\0' ? variable : kDefaultDatabase;
  }
  const auto path = resolve_database_url(name);
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
  return std::make_unique<DuckDBStorageManager>(storage_options(true));
}

std::unique_ptr<DuckDBStorageManager> Session::open_to_write() const {
  require_database();
  return open_or_create();
}

std::unique_ptr<DuckDBStorageManager> Session::open_or_create() const {
  return std::make_unique<DuckDBStorageManager>(storage_options(false));
}

void Session::check_interruption() const {
  if (interruption.requested()) throw Interrupted();
}

void Session::say(const std::string& line) const {
  if (!options.quiet) err << line << '\n';
}

}  // namespace egregora::program
