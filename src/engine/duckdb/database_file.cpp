// SPDX-License-Identifier: Apache-2.0
// Files by their system calls: each failure is named with file and reason.
#include "engine/duckdb/database_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <egregora/core/errors.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace egregora::duckdb {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
  throw DatabaseError(why + ": '" + path.string() + "'", {.object_name = path.string()});
}

[[noreturn]] void refuse_call(const fs::path& path, const std::string& what, int error) {
  refuse(path, what + " (" + std::strerror(error) + ")");
}

/// The first bytes of a file; DuckDB's main header has a checksum of 8 bytes, then "DUCK".
std::string first_bytes(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) refuse_call(path, "the database cannot be read", errno);
  std::array<char, 16> bytes = {};
  const ssize_t size = ::read(descriptor, bytes.data(), bytes.size());
  const int error = errno;
  ::close(descriptor);
  if (size < 0) refuse_call(path, "the database cannot be read", error);
  return {bytes.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::optional<FileId> file_id(const fs::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) == 0) return FileId{status.st_dev, status.st_ino};
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  refuse_call(path, "the database cannot be reached", errno);
}

fs::path resolved_path(const fs::path& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  const fs::path resolved = fs::weakly_canonical(absolute, error);
  return error ? absolute : resolved;
}

void check_path(const fs::path& path) {
  // DuckDB 1.5.6 puts ".wal" before a '?', wherever in the path that is.
  if (path.native().find('?') == std::string::npos) return;
  refuse(
      path,
      "DuckDB takes what follows a '?' in a path for options, and would keep the write-ahead log "
      "under another name; choose a path without it");
}

void require_one_name(const fs::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) {
    refuse_call(path, "the database cannot be reached", errno);
  }
  if (status.st_nlink <= 1) return;
  refuse(path,
         "the file has " + std::to_string(status.st_nlink) +
             " names (hard links), and the log of the last changes may lie beside another one; "
             "remove all names but the one that it was last opened by, or make a copy");
}

fs::path with_suffix(const fs::path& path, const char* suffix) {
  fs::path longer = path;
  longer += suffix;
  return longer;
}

void check_is_database(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error))
    refuse(path, "this is a folder, not a DuckDB database; name a file in it");
  if (!fs::is_regular_file(path, error))
    refuse(path, "this is no file, and so not a DuckDB database; name a file");
  const std::string bytes = first_bytes(path);
  if (bytes.size() >= 12 && std::string_view(bytes).substr(8, 4) == "DUCK") return;
  if (bytes.empty())
    refuse(path,
           "this file is empty, and so not a DuckDB database; remove it, or name another file");
  if (bytes.starts_with("SQLite format 3"))
    refuse(path, "this is a SQLite database, not a DuckDB database; name another file");
  if (bytes.starts_with("PK"))
    refuse(path,
           "this is a zip archive, not a DuckDB database; name another file for the database");
  if (bytes.starts_with("PAR1"))
    refuse(path,
           "this is a Parquet file, not a DuckDB database; name another file for the database");
  refuse(path, "this is not a DuckDB database; name another file");
}

ParentFolders::ParentFolders(const fs::path& path) {
  std::vector<fs::path> missing;
  std::error_code error;
  for (fs::path at = path.parent_path(); !at.empty() && !fs::exists(at, error);
       at = at.parent_path()) {
    missing.push_back(at);
  }
  for (auto at = missing.rbegin(); at != missing.rend(); ++at) {
    if (::mkdir(at->c_str(), 0777) == 0) {
      created_.push_back(*at);
    } else if (errno != EEXIST) {
      const int why = errno;
      undo();
      refuse_call(*at, "the folder of the database cannot be created", why);
    }
  }
}

void ParentFolders::undo() noexcept {
  for (auto at = created_.rbegin(); at != created_.rend(); ++at) ::rmdir(at->c_str());
  created_.clear();
}

void ParentFolders::sync(const fs::path& path) {
  for (fs::path at = path.parent_path(); at.has_relative_path(); at = at.parent_path()) {
    // What cannot be opened was made by somebody else.
    if (::access(at.parent_path().c_str(), R_OK) == 0) sync_path(at.parent_path());
  }
}

void sync_path(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) refuse_call(path, "cannot be opened to be made durable", errno);
  const bool synced = ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  if (!synced) refuse_call(path, "cannot be made durable", error);
}

void sync_database(const fs::path& path) {
  // The log that DuckDB writes while it checkpoints included.
  for (const char* suffix : {"", ".wal", ".wal.checkpoint"}) {
    const fs::path file = with_suffix(path, suffix);
    if (file_id(file)) sync_path(file);
  }
  sync_path(path.parent_path());
}

void publish_file(const fs::path& from, const fs::path& to) {
  sync_path(from);
  int result = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (result != 0 && (errno == EINVAL || errno == ENOSYS)) {
    // A file system without it. Our lock keeps every other Egregora out; link() refuses an existing
    // name as well.
    result = ::link(from.c_str(), to.c_str());
    if (result == 0) result = ::unlink(from.c_str());
  }
  if (result != 0) refuse_call(to, "the new database cannot get its name", errno);
  sync_path(to.parent_path());
}

void remove_spill_folder(const fs::path& folder) noexcept {
  std::error_code error;
  // Only files that DuckDB names so, never a folder's whole contents: the name may be a user's.
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().starts_with("duckdb_temp_")) ::unlink(at->path().c_str());
  }
  ::rmdir(folder.c_str());
}

}  // namespace egregora::duckdb
