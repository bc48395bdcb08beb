// SPDX-License-Identifier: Apache-2.0
// What is done to a database file outside of DuckDB: telling what it is, giving a new one its name,
// cleaning up. Nothing here may open a database that this process has attached: closing it again
// would drop DuckDB's lock.
#pragma once

#include <sys/types.h>

#include <compare>
#include <filesystem>
#include <optional>
#include <vector>

namespace egregora::duckdb {

/// Which file it is, whatever its paths.
struct FileId {
  dev_t device = 0;
  ino_t inode = 0;
  friend auto operator<=>(const FileId&, const FileId&) = default;
};

/// Absent where there is no such file. Does not open it.
std::optional<FileId> file_id(const std::filesystem::path& path);

/// `path` made absolute, with its links followed as far as it exists.
std::filesystem::path resolved_path(const std::filesystem::path& path);
/// Throws: DatabaseError where DuckDB would take a part of the path for something else.
void check_path(const std::filesystem::path& path);

/// Throws: DatabaseError where the file has other names (hard links). DuckDB names its log after the
/// path: what was committed under one name may be missing under another, without a word.
void require_one_name(const std::filesystem::path& path);

/// The same path with `suffix` behind its file name.
std::filesystem::path with_suffix(const std::filesystem::path& path, const char* suffix);

/// Throws: DatabaseError naming file and remedy unless the file begins as a DuckDB database does.
void check_is_database(const std::filesystem::path& path);

/// Creates missing parent folders; `undo()` removes those again that it created.
class ParentFolders {
 public:
  explicit ParentFolders(const std::filesystem::path& path);
  void undo() noexcept;
  /// Makes the folders above `path` durable, all of them: a process may have created some and died
  /// before it did so. Throws: DatabaseError.
  static void sync(const std::filesystem::path& path);

 private:
  std::vector<std::filesystem::path> created_;  // outermost first
};

/// fsync of a file or folder. Throws: DatabaseError.
void sync_path(const std::filesystem::path& path);
/// Makes database and log durable as they are. A process that died may have written what it never
/// synced: what is read from there would be acted on, and then be taken away by a power cut.
/// Throws: DatabaseError.
void sync_database(const std::filesystem::path& path);
/// Gives a finished file its name without ever replacing another one, durably. Throws:
/// DatabaseError.
void publish_file(const std::filesystem::path& from, const std::filesystem::path& to);
/// Removes DuckDB's spill files, and their folder once it is empty. Never throws.
void remove_spill_folder(const std::filesystem::path& folder) noexcept;

}  // namespace egregora::duckdb
