// SPDX-License-Identifier: Apache-2.0
// An open-file-description lock: it belongs to the descriptor, so that two openings in one process
// exclude each other too, and it ends with its process however that dies.
#include "engine/duckdb/file_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <egregora/core/errors.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace egregora::duckdb {
namespace {

bool lock_whole_file(int descriptor) {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

/// Whether the path still leads to the file that was locked: its last owner may have removed it
/// meanwhile.
bool is_same_file(const std::filesystem::path& path, int descriptor) {
  struct stat by_path = {};
  struct stat by_descriptor = {};
  return ::stat(path.c_str(), &by_path) == 0 && ::fstat(descriptor, &by_descriptor) == 0 &&
         by_path.st_ino == by_descriptor.st_ino && by_path.st_dev == by_descriptor.st_dev;
}

void write_owner(int descriptor) {
  const std::string text = std::to_string(::getpid()) + "\n";
  // Only helps a message: a full disk is no reason to refuse.
  if (::ftruncate(descriptor, 0) == 0)
    static_cast<void>(!::pwrite(descriptor, text.data(), text.size(), 0));
}

[[noreturn]] void refuse(const std::filesystem::path& path, int error) {
  throw DatabaseError(
      "the lock file beside the database cannot be used (" + std::string(std::strerror(error)) +
          "); make its folder writable, or open the database read-only: '" + path.string() + "'",
      {.object_name = path.string()});
}

}  // namespace

std::optional<FileLock> FileLock::try_take(const std::filesystem::path& lock_path) {
  while (true) {
    const int descriptor =
        ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0) refuse(lock_path, errno);
    FileLock lock(lock_path, descriptor);
    if (!lock_whole_file(descriptor)) {
      const int error = errno;
      ::close(std::exchange(lock.descriptor_, -1));  // not ours to remove
      if (error == EAGAIN || error == EACCES) return std::nullopt;
      refuse(lock_path, error);
    }
    if (is_same_file(lock_path, descriptor)) {
      write_owner(descriptor);
      return lock;
    }
    ::close(std::exchange(lock.descriptor_, -1));
  }
}

std::string FileLock::owner(const std::filesystem::path& lock_path) {
  std::array<char, 32> text = {};
  const int descriptor = ::open(lock_path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return "another process";
  const ssize_t size = ::read(descriptor, text.data(), text.size() - 1);
  ::close(descriptor);
  const std::string digits(text.data(), std::strspn(text.data(), "0123456789"));
  return size <= 0 || digits.empty() ? "another process" : "process " + digits;
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  // Removed while still locked: whoever opens the path now makes a new file, or finds out by
  // is_same_file().
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

}  // namespace egregora::duckdb
