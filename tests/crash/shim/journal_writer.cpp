// SPDX-License-Identifier: Apache-2.0
// Writes by system calls, as the journal must not see itself.
#include "crash/shim/journal_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace egregora::crash_tests {
namespace {

const std::string& watched() {
  static const auto* folder = [] {
    const char* text = std::getenv("EGREGORA_JOURNAL_FOLDER");
    return new std::string(text == nullptr ? "" : text);
  }();
  return *folder;
}

/// Opens the journal; its first record is the watched folder itself.
long open_journal(const char* name) {
  const long file =
      syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  FileChangeHead root{FileChange::folder, 0, 0, 0, inode_of(watched()), 0, 0};
  if (syscall(SYS_write, file, &root, sizeof root) != sizeof root) abort();
  return file;
}

void put(const FileChangeHead& head, const std::string& path, const std::string& other,
         const void* bytes, std::size_t size) {
  const char* name = std::getenv("EGREGORA_JOURNAL");
  if (name == nullptr) return;
  static const long file = open_journal(name);
  const auto write_all = [&](const void* from, std::size_t left) {
    for (const char* at = static_cast<const char*>(from); left > 0;) {
      const long written = syscall(SYS_write, file, at, left);
      if (written <= 0) abort();  // a journal with a hole would accuse the innocent
      at += written;
      left -= static_cast<std::size_t>(written);
    }
  };
  write_all(&head, sizeof head);
  write_all(path.data(), path.size());
  write_all(other.data(), other.size());
  write_all(bytes, size);
}

}  // namespace

std::mutex& order() {
  static auto* mutex = new std::mutex;  // used until the very end of the process
  return *mutex;
}

void record(const Change& change) {
  const FileChangeHead head{change.change,
                            static_cast<std::uint32_t>(change.path.size()),
                            static_cast<std::uint32_t>(change.other.size()),
                            0,
                            change.inode,
                            change.offset,
                            change.size};
  put(head, change.path, change.other, change.bytes, change.bytes == nullptr ? 0 : change.size);
  static long left = [] {
    const char* text = std::getenv("EGREGORA_JOURNAL_DIES_AFTER");
    return text == nullptr ? 0 : std::atol(text);
  }();
  if (left > 0 && --left == 0) syscall(SYS_kill, getpid(), SIGKILL);
}

std::string path_of(int descriptor) {
  char link[64];
  char text[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, text, sizeof text);
  return size <= 0 ? std::string() : std::string(text, static_cast<std::size_t>(size));
}

bool is_watched(const std::string& path) {
  const std::string& folder = watched();
  return !folder.empty() && path.compare(0, folder.size(), folder) == 0 &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

bool is_watched(int descriptor) { return descriptor > 2 && is_watched(path_of(descriptor)); }

std::string within(const std::string& path) {
  return path.size() <= watched().size() ? "" : path.substr(watched().size() + 1);
}

std::string absolute(int folder, const char* path) {
  if (path[0] == '/') return path;
  if (folder != AT_FDCWD) return path_of(folder) + "/" + path;
  char current[PATH_MAX];
  return std::string(getcwd(current, sizeof current) == nullptr ? "" : current) + "/" + path;
}

std::uint64_t inode_of(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

std::uint64_t inode_of(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

void record_unknown(const char* what) { record({.change = FileChange::unknown, .path = what}); }

}  // namespace egregora::crash_tests
