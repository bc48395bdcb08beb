// SPDX-License-Identifier: Apache-2.0
// The way back when a database file is lost and the Parquet files of its tables are there.
#pragma once

#include <egregora/database/table_info.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace egregora {

struct RebuildOptions {
  std::optional<int> threads = {};               ///< absent: one a core
  std::optional<std::string> memory_limit = {};  ///< e.g. "200MB"
  std::chrono::milliseconds lock_timeout =
      std::chrono::seconds{10};  ///< while another process makes the same database
  /// Told each file before it is read. What it throws ends the rebuilding; nothing is left then.
  std::function<void(const std::filesystem::path&)> on_file = {};
};

struct RebuiltTable {
  std::string name;
  std::int64_t rows = 0;
  std::filesystem::path file = {};  ///< where the rows came from
};

/// Made anew because columns take their values from it.
struct RebuiltSequence {
  std::string name;
  std::int64_t next = 1;  ///< past the greatest number that these columns hold
};

struct RebuiltDatabase {
  std::vector<RebuiltTable> tables = {};        ///< by file name
  std::vector<RebuiltSequence> sequences = {};  ///< by name
  /// The files that became no table, each with the reason: kinds "checkpoint-foreign" (no file of
  /// ours, or not at its place), "checkpoint-damaged", "definition-refused".
  std::vector<Problem> problems = {};
};

/// Makes a database of the Parquet files in a checkpoint folder: each whole one at its table's
/// name becomes a table with its rows, types, keys and checks. Reads the folder and changes
/// nothing in it. So a table that was dropped without its file comes back. What has no such file is
/// not in the new database: tables that were never exported, changes since the last export, views
/// other than ours, and sequences other than those that columns take their values from. Such a one
/// goes on after the greatest number that its columns hold, by steps of one; a number that was
/// given and whose row is gone may be given again.
///
/// Rows are taken as they are read: Parquet files hold no checksum of theirs, so a file that was
/// changed inside and can still be read is not found out. The database is new, with an id of its
/// own; the files stay those of the lost one until a table is written or checkpoint(name) is
/// called.
/// `checkpoint_dir` empty: `.egregora/data` beside `db_path`, as when it was opened.
/// Throws: InvalidOperationError where `db_path` exists; CheckpointError where no file can be
/// taken (naming why); DatabaseLockedError; DatabaseError. Then nothing is left behind, and after a
/// crash neither: the file gets its name when all is durable.
RebuiltDatabase rebuild_database(const std::filesystem::path& checkpoint_dir,
                                 const std::filesystem::path& db_path,
                                 const RebuildOptions& options = {});

}  // namespace egregora
