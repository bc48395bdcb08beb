// SPDX-License-Identifier: Apache-2.0
// The files that this layer writes itself (checkpoints, generation log) behind a seam, so that a
// test can make the nth operation fail. The database file and its WAL are never opened here:
// closing any descriptor on them would drop the engine's lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::detail {

/// What tells one file from another that later has its name.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t born = 0;  ///< nanoseconds; 0 where the file system does not know
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

struct FileStatus {
  FileIdentity identity;
  std::int64_t size = 0;
  bool is_directory = false;
};

/// Operations on files. All failures are CheckpointError naming operation, path and reason.
/// Thread safety: any thread.
class FileSystem {
 public:
  virtual ~FileSystem();

  /// Absent where there is nothing under that name.
  virtual std::optional<FileStatus> status(const std::filesystem::path& path) const = 0;
  /// Names of what lies in a folder, sorted; empty where there is no folder.
  virtual std::vector<std::string> list(const std::filesystem::path& folder) const = 0;
  virtual std::string read(const std::filesystem::path& path) const = 0;
  /// Digest of a file's bytes, as hexadecimal text.
  virtual std::string digest(const std::filesystem::path& path) const = 0;

  /// Appends and syncs; creates the file where it is missing.
  virtual void append(const std::filesystem::path& path, std::string_view bytes) = 0;
  /// Creates or overwrites, and syncs.
  virtual void write(const std::filesystem::path& path, std::string_view bytes) = 0;
  virtual void sync_file(const std::filesystem::path& path) = 0;
  virtual void sync_folder(const std::filesystem::path& folder) = 0;
  /// Creates the folder in an existing one; nothing happens where it exists.
  virtual void create_folder(const std::filesystem::path& folder) = 0;
  virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// False where this file system has no hard links (then nothing was done).
  virtual bool link(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual void copy(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// False where there was nothing.
  virtual bool unlink(const std::filesystem::path& path) = 0;
  virtual void make_read_only(const std::filesystem::path& path) = 0;
};

/// The real one.
std::shared_ptr<FileSystem> posix_file_system();

/// Creates `folder` and its missing parents, each durable in the one above.
void create_durable_folders(FileSystem& files, const std::filesystem::path& folder);

/// Makes `folder` durable where it lies, and each folder above it: a process may have created them
/// and died before it did so. Throws: CheckpointError, but not for folders that do not let
/// themselves be opened, which are nobody's of ours.
void sync_folders_above(FileSystem& files, const std::filesystem::path& folder);

/// Digest of text, in the form of FileSystem::digest().
std::string text_digest(std::string_view text);

}  // namespace egregora::detail
