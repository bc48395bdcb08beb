// SPDX-License-Identifier: Apache-2.0
// Preloaded into a program: writes down every change to the files below one folder, in order, so
// that a power cut after any of them can be replayed (power/). A change is logged once it has
// succeeded, and one lock is held around both, so that the order is the true one.
//   EGREGORA_JOURNAL_FOLDER=   absolute, without links: what is watched
//   EGREGORA_JOURNAL=          where to write, outside of it
//   EGREGORA_JOURNAL_DIES_AFTER=n  kills the process after the n-th record; 0, absent: never
// Not seen: memory mappings, io_uring, and what libc does behind its own calls (fopen, mkstemp).
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <vector>

#include "crash/shim/journal_writer.hpp"

namespace {

using namespace egregora::crash_tests;

std::uint64_t size_of(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

/// `made`: what the real call returned, as it is this function's to return.
ssize_t written(int descriptor, const void* bytes, ssize_t made, std::uint64_t offset) {
  if (made > 0) {
    record({.change = FileChange::write,
            .inode = inode_of(descriptor),
            .offset = offset,
            .size = static_cast<std::uint64_t>(made),
            .bytes = bytes});
  }
  return made;
}

std::uint64_t position_of(int descriptor) {
  return static_cast<std::uint64_t>(lseek(descriptor, 0, SEEK_CUR));
}

std::vector<char> gathered(const iovec* parts, int count) {
  std::vector<char> bytes;
  for (int part = 0; part < count; ++part) {
    const auto* from = static_cast<const char*>(parts[part].iov_base);
    bytes.insert(bytes.end(), from, from + parts[part].iov_len);
  }
  return bytes;
}

/// What the kernel copied between files, by reading it back.
ssize_t copied(int descriptor, ssize_t made, std::uint64_t offset) {
  if (made <= 0) return made;
  const std::string again = "/proc/self/fd/" + std::to_string(descriptor);
  const long file = syscall(SYS_openat, AT_FDCWD, again.c_str(), O_RDONLY | O_CLOEXEC, 0);
  std::vector<char> bytes(static_cast<std::size_t>(made));
  if (file < 0 || pread(static_cast<int>(file), bytes.data(), bytes.size(),
                        static_cast<off_t>(offset)) != made) {
    record_unknown("a copy that cannot be read back");
  } else {
    written(descriptor, bytes.data(), made, offset);
  }
  if (file >= 0) syscall(SYS_close, file);
  return made;
}

ssize_t pwrite_file(const char* name, int descriptor, const void* bytes, size_t size,
                    off_t offset) {
  const auto real = next<ssize_t(int, const void*, size_t, off_t)>(name);
  if (!is_watched(descriptor)) return real(descriptor, bytes, size, offset);
  const std::lock_guard guard(order());
  return written(descriptor, bytes, real(descriptor, bytes, size, offset),
                 static_cast<std::uint64_t>(offset));
}

ssize_t pwritev_file(const char* name, int descriptor, const iovec* parts, int count,
                     off_t offset) {
  const auto real = next<ssize_t(int, const iovec*, int, off_t)>(name);
  if (!is_watched(descriptor)) return real(descriptor, parts, count, offset);
  const std::lock_guard guard(order());
  const std::vector<char> bytes = gathered(parts, count);
  return written(descriptor, bytes.data(), real(descriptor, parts, count, offset),
                 static_cast<std::uint64_t>(offset));
}

int sync_file(const char* name, int descriptor) {
  const auto real = next<int(int)>(name);
  if (!is_watched(descriptor)) return real(descriptor);
  const std::lock_guard guard(order());
  const int result = real(descriptor);
  if (result == 0) record({.change = FileChange::sync, .inode = inode_of(descriptor)});
  return result;
}

int resize_file(const char* name, int descriptor, off_t size) {
  const auto real = next<int(int, off_t)>(name);
  if (!is_watched(descriptor)) return real(descriptor, size);
  const std::lock_guard guard(order());
  const int result = real(descriptor, size);
  if (result == 0) {
    record({.change = FileChange::resize,
            .inode = inode_of(descriptor),
            .size = static_cast<std::uint64_t>(size)});
  }
  return result;
}

/// Growing is all of it that matters; punching holes is logged as writing zeros, which reads alike.
void record_allocation(int descriptor, int mode, off_t offset, off_t size, std::uint64_t before) {
  if ((mode & FALLOC_FL_PUNCH_HOLE) != 0) {
    const std::vector<char> zeros(static_cast<std::size_t>(size));
    const auto end = static_cast<std::uint64_t>(offset + size);
    const std::uint64_t stop = end < before ? end : before;
    const auto length = static_cast<std::int64_t>(stop) - offset;
    written(descriptor, zeros.data(), length, static_cast<std::uint64_t>(offset));
  } else if (mode != 0 && mode != FALLOC_FL_KEEP_SIZE) {
    record_unknown("fallocate");
  } else if (size_of(descriptor) != before) {
    record(
        {.change = FileChange::resize, .inode = inode_of(descriptor), .size = size_of(descriptor)});
  }
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  const auto real = next<ssize_t(int, const void*, size_t)>("write");
  if (!is_watched(descriptor)) return real(descriptor, bytes, size);
  const std::lock_guard guard(order());
  const ssize_t made = real(descriptor, bytes, size);
  // Behind it, as O_APPEND says only then where it went.
  return written(descriptor, bytes, made,
                 position_of(descriptor) - static_cast<std::uint64_t>(made > 0 ? made : 0));
}
ssize_t writev(int descriptor, const iovec* parts, int count) {
  const auto real = next<ssize_t(int, const iovec*, int)>("writev");
  if (!is_watched(descriptor)) return real(descriptor, parts, count);
  const std::lock_guard guard(order());
  const ssize_t made = real(descriptor, parts, count);
  const std::vector<char> bytes = gathered(parts, count);
  return written(descriptor, bytes.data(), made,
                 position_of(descriptor) - static_cast<std::uint64_t>(made > 0 ? made : 0));
}
ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  return pwrite_file("pwrite", descriptor, bytes, size, offset);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  return pwrite_file("pwrite64", descriptor, bytes, size, offset);
}
ssize_t pwritev(int descriptor, const iovec* parts, int count, off_t offset) {
  return pwritev_file("pwritev", descriptor, parts, count, offset);
}
ssize_t pwritev64(int descriptor, const iovec* parts, int count, off64_t offset) {
  return pwritev_file("pwritev64", descriptor, parts, count, offset);
}
ssize_t copy_file_range(int from, off64_t* from_offset, int to, off64_t* to_offset, size_t size,
                        unsigned flags) {
  const auto real =
      next<ssize_t(int, off64_t*, int, off64_t*, size_t, unsigned)>("copy_file_range");
  if (!is_watched(to)) return real(from, from_offset, to, to_offset, size, flags);
  const std::lock_guard guard(order());
  const auto at = to_offset != nullptr ? static_cast<std::uint64_t>(*to_offset) : position_of(to);
  return copied(to, real(from, from_offset, to, to_offset, size, flags), at);
}
ssize_t sendfile(int to, int from, off_t* offset, size_t size) noexcept {
  const auto real = next<ssize_t(int, int, off_t*, size_t)>("sendfile");
  if (!is_watched(to)) return real(to, from, offset, size);
  const std::lock_guard guard(order());
  const std::uint64_t at = position_of(to);
  return copied(to, real(to, from, offset, size), at);
}

int fsync(int descriptor) { return sync_file("fsync", descriptor); }
int fdatasync(int descriptor) { return sync_file("fdatasync", descriptor); }
// sync_file_range() makes nothing durable that a power cut respects, so it is not logged.

int ftruncate(int descriptor, off_t size) noexcept {
  return resize_file("ftruncate", descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
  return resize_file("ftruncate64", descriptor, size);
}
int truncate(const char* path, off_t size) noexcept {
  const std::lock_guard guard(order());
  const std::string full = absolute(AT_FDCWD, path);
  const int result = next<int(const char*, off_t)>("truncate")(path, size);
  if (result == 0 && is_watched(full)) {
    record({.change = FileChange::resize,
            .inode = inode_of(full),
            .size = static_cast<std::uint64_t>(size)});
  }
  return result;
}
int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  const auto real = next<int(int, int, off_t, off_t)>("fallocate");
  if (!is_watched(descriptor)) return real(descriptor, mode, offset, size);
  const std::lock_guard guard(order());
  const std::uint64_t before = size_of(descriptor);
  const int result = real(descriptor, mode, offset, size);
  if (result == 0) record_allocation(descriptor, mode, offset, size, before);
  return result;
}
int posix_fallocate(int descriptor, off_t offset, off_t size) {
  const auto real = next<int(int, off_t, off_t)>("posix_fallocate");
  if (!is_watched(descriptor)) return real(descriptor, offset, size);
  const std::lock_guard guard(order());
  const std::uint64_t before = size_of(descriptor);
  const int result = real(descriptor, offset, size);
  if (result == 0) record_allocation(descriptor, 0, offset, size, before);
  return result;
}

}  // extern "C"
