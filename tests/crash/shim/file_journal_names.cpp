// SPDX-License-Identifier: Apache-2.0
// The half of file_journal.cpp that makes, moves and removes names.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "crash/shim/journal_writer.hpp"

namespace {

using namespace egregora::crash_tests;

int open_file(int folder, const char* path, int flags, mode_t mode) {
  const std::size_t prefix = std::strlen(kAcknowledgePrefix);
  const std::lock_guard guard(order());
  if (std::strncmp(path, kAcknowledgePrefix, prefix) == 0) {
    record(
        {.change = FileChange::acknowledge, .offset = std::strtoull(path + prefix, nullptr, 10)});
    errno = ENOENT;
    return -1;
  }
  const std::string full = absolute(folder, path);
  const bool is_change = (flags & (O_CREAT | O_TRUNC)) != 0 && is_watched(full);
  const bool was_there = is_change && inode_of(full) != 0;
  // The one that serves all: offsets have 64 bits everywhere that this runs.
  const int descriptor = next<int(int, const char*, int, ...)>("openat")(folder, path, flags, mode);
  if (!is_change || descriptor < 0) return descriptor;
  const int error = errno;
  if ((flags & O_TMPFILE) == O_TMPFILE) {
    record_unknown("O_TMPFILE");
  } else if (!was_there) {
    record({.change = FileChange::create, .path = within(full), .inode = inode_of(descriptor)});
  } else if ((flags & O_TRUNC) != 0) {
    record({.change = FileChange::resize, .inode = inode_of(descriptor)});
  }
  errno = error;
  return descriptor;
}

int rename_path(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  const std::lock_guard guard(order());
  const long result = syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
  const std::string source = absolute(from_folder, from);
  const std::string target = absolute(to_folder, to);
  if (result != 0 || (!is_watched(source) && !is_watched(target))) return static_cast<int>(result);
  if (!is_watched(source) || !is_watched(target) || (flags & RENAME_EXCHANGE) != 0) {
    record_unknown("rename across the border, or an exchange");
    return 0;
  }
  record({.change = FileChange::rename, .path = within(source), .other = within(target)});
  return 0;
}

int link_path(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  const std::lock_guard guard(order());
  const long result = syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
  const std::string target = absolute(to_folder, to);
  if (result != 0 || !is_watched(target)) return static_cast<int>(result);
  record({.change = FileChange::link,
          .path = within(absolute(from_folder, from)),
          .other = within(target)});
  return 0;
}

int unlink_path(int folder, const char* path, int flags) {
  const std::lock_guard guard(order());
  const std::string full = absolute(folder, path);
  const long result = syscall(SYS_unlinkat, folder, path, flags);
  if (result == 0 && is_watched(full)) {
    record({.change = FileChange::unlink, .path = within(full)});
  }
  return static_cast<int>(result);
}

int make_folder(int folder, const char* path, mode_t mode) {
  const std::lock_guard guard(order());
  const long result = syscall(SYS_mkdirat, folder, path, mode);
  const std::string full = absolute(folder, path);
  if (result == 0 && is_watched(full)) {
    record({.change = FileChange::folder, .path = within(full), .inode = inode_of(full)});
  }
  return static_cast<int>(result);
}

}  // namespace

extern "C" {

#define EGREGORA_MODE_OF(flags)                                     \
  mode_t mode = 0;                                                  \
  if (((flags)&O_CREAT) != 0 || ((flags)&O_TMPFILE) == O_TMPFILE) { \
    va_list rest;                                                   \
    va_start(rest, flags);                                          \
    mode = va_arg(rest, mode_t);                                    \
    va_end(rest);                                                   \
  }

int open(const char* path, int flags, ...) {
  EGREGORA_MODE_OF(flags)
  return open_file(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  EGREGORA_MODE_OF(flags)
  return open_file(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  EGREGORA_MODE_OF(flags)
  return open_file(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
  EGREGORA_MODE_OF(flags)
  return open_file(folder, path, flags, mode);
}
int creat(const char* path, mode_t mode) {
  return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int rename(const char* from, const char* to) noexcept {
  return rename_path(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  return rename_path(from_folder, from, to_folder, to, 0);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  return rename_path(from_folder, from, to_folder, to, flags);
}
int link(const char* from, const char* to) noexcept {
  return link_path(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
  return link_path(from_folder, from, to_folder, to, flags);
}
int unlink(const char* path) noexcept { return unlink_path(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char* path, int flags) noexcept {
  return unlink_path(folder, path, flags);
}
int rmdir(const char* path) noexcept { return unlink_path(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char* path) noexcept {
  const int result = unlink_path(AT_FDCWD, path, 0);
  return result == 0 || errno != EISDIR ? result : unlink_path(AT_FDCWD, path, AT_REMOVEDIR);
}
int mkdir(const char* path, mode_t mode) noexcept { return make_folder(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char* path, mode_t mode) noexcept {
  return make_folder(folder, path, mode);
}

}  // extern "C"
