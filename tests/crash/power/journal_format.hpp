// SPDX-License-Identifier: Apache-2.0
// The journal that shim/file_journal.cpp writes and journal.cpp reads: records one behind another,
// each this head, then the path, the other path and the bytes. Plain data only, as the writer runs
// inside another program.
#pragma once

#include <cstdint>

namespace egregora::crash_tests {

// Opening a path below it logs an acknowledgement with the number that follows, and then fails.
inline constexpr char kAcknowledgePrefix[] = "/egregora-acknowledge/";

enum class FileChange : std::uint32_t {
  create = 1,   ///< path, inode
  folder,       ///< path, inode
  write,        ///< inode, offset, bytes
  resize,       ///< inode, size
  sync,         ///< inode, of a file or of a folder
  link,         ///< path, other path
  rename,       ///< path, other path
  unlink,       ///< path
  acknowledge,  ///< number in `offset`
  unknown,      ///< something that the journal cannot hold; path says what
};

/// Paths are relative to the watched folder, which is the empty path.
struct FileChangeHead {
  FileChange change;
  std::uint32_t path_size;
  std::uint32_t other_path_size;
  std::uint32_t reserved;
  std::uint64_t inode;
  std::uint64_t offset;
  std::uint64_t size;  ///< of the bytes that follow; for resize the new size, and none follow
};

}  // namespace egregora::crash_tests
