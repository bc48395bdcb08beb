// SPDX-License-Identifier: Apache-2.0
// The Parquet files of a database's tables: what there is, whether it is what it should be, and the
// way back to what was kept.
#pragma once

#include <egregora/database/table_info.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace egregora {

namespace detail {
class StorageCore;
}

/// What accept_behind() gave up.
struct AcceptedLoss {
  /// Commits with a Parquet file that were acknowledged and are not in the database.
  std::int64_t generations = 0;
  /// Their files, as far as they are there, under new names: read_parquet() gives the rows.
  std::vector<std::filesystem::path> set_aside = {};
};

/// `storage.checkpoints()`. Thread safety: any thread. Lifetime: ClosedError once the manager is
/// closed.
class Checkpoints {
 public:
  explicit Checkpoints(std::weak_ptr<detail::StorageCore> core);

  /// The kept versions, by table and then newest first; of one table where `name` is given.
  std::vector<CheckpointInfo> list(std::string_view name = {}) const;
  /// Reads every file and compares it with its manifest. Empty: all is well.
  std::vector<Problem> verify() const;
  /// Makes a table again what a kept version of its file holds: rows, types, keys and checks; the
  /// newest one unless `version` (CheckpointInfo::version) says which. A table that was dropped
  /// comes back if its file was kept. It is a write like write_table(): whole or not at all, and a
  /// new version, which is returned. Where that would be one too many, the version it came from
  /// goes, and no other.
  /// Throws: TableNotFoundError where there is neither a table nor a version of that name;
  /// CheckpointError where the version is not kept, or its file is not what was written;
  /// InvalidOperationError inside a transaction, over a view, and where nothing may be written.
  CheckpointInfo restore(std::string_view name, std::optional<std::int64_t> version = {}) const;
  /// verify(), and: generations, files nobody knows, stale files, logs that were set aside,
  /// duplicate message ids, schemas that drifted. Changes nothing.
  std::vector<Problem> doctor() const;
  /// Takes a database that is behind (DatabaseBehindError) as it is: its log forgets the commits
  /// that are missing, their files are set aside, and it may be written again. Tables whose file is
  /// lost that way count as stale. Nothing happens where it is not behind.
  /// Throws: InvalidOperationError inside a transaction or where it was opened read-only;
  /// CheckpointError, after which it is still behind or accepted.
  AcceptedLoss accept_behind() const;

 private:
  std::weak_ptr<detail::StorageCore> core_;
};

}  // namespace egregora
