// SPDX-License-Identifier: Apache-2.0
// The lock file beside a database. DuckDB's own lock is not enough: it is taken late, it has no
// timeout, and any other descriptor on the database that this process closes drops it (POSIX
// locks).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace egregora::duckdb {

/// Holds "<path>.lock", locked; the file is removed with it. Move-only.
class FileLock {
 public:
  /// Absent where another owner holds it. Throws: DatabaseError where the file cannot be made.
  static std::optional<FileLock> try_take(const std::filesystem::path& lock_path);
  /// Who holds it, as written in the file: "process 123", or "another process".
  static std::string owner(const std::filesystem::path& lock_path);

  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

 private:
  FileLock(std::filesystem::path path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}

  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace egregora::duckdb
