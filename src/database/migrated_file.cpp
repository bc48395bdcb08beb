// SPDX-License-Identifier: Apache-2.0
#include "database/migrated_file.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/backup.hpp"
#include "database/storage_access.hpp"

namespace egregora::detail {

namespace fs = std::filesystem;

namespace {
[[noreturn]] void take_copy(const fs::path& db_path, const MigrationResult& result,
                            std::string_view why) {
  if (!result.backup) {
    throw MigrationError(
        fmt::format("the database was migrated and does not open again; no table that held rows "
                    "was made anew, so there is no copy: {}",
                    why),
        {.object_name = db_path.string()});
  }
  put_back(*posix_file_system(), *result.backup, db_path);
  throw MigrationError(
      fmt::format("the migrated database does not open, so the copy from before took its place; "
                  "what does not open lies beside it, as '{}.failed': {}",
                  db_path.string(), why),
      {.object_name = db_path.string()});
}
}  // namespace

MigrationResult migrate_file(const StorageOptions& options, MigrationList known,
                             const std::function<void()>& before_reopening) {
  MigrationResult result;
  if (!options.db_path) {
    throw InvalidOperationError("a database in memory is not there to be migrated; name its file");
  }
  const fs::path path = fs::absolute(*options.db_path).lexically_normal();
  try {
    DuckDBStorageManager storage(options);
    migrate(*StorageAccess::core(storage), known, result);
    storage.close();
  } catch (const StorageFatalError& error) {
    // What was committed and what is in the file is anybody's guess.
    if (result.backup) take_copy(path, result, error.what());
    throw;
  }
  if (result.applied.empty()) return result;
  if (before_reopening) before_reopening();
  try {
    DuckDBStorageManager storage(options);
    storage.close();
  } catch (const DatabaseLockedError&) {
    return result;  // somebody else opened it, and could
  } catch (const DatabaseError& error) {
    take_copy(path, result, error.what());
  }
  return result;
}

}  // namespace egregora::detail
