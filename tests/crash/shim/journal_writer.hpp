// SPDX-License-Identifier: Apache-2.0
// What the two halves of the journal share: the lock that gives the changes their order, paths
// below the watched folder, and writing a record.
#pragma once

#include <dlfcn.h>

#include <cstdint>
#include <mutex>
#include <string>

#include "crash/power/journal_format.hpp"

namespace egregora::crash_tests {

/// The function that this library stands in front of.
template <class F>
F* next(const char* name) {
  return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

struct Change {
  FileChange change;
  std::string path = {};
  std::string other = {};
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  const void* bytes = nullptr;
};

/// Held around a change and its record.
std::mutex& order();
void record(const Change& change);
void record_unknown(const char* what);

/// What /proc says that a descriptor is; the path of a file that was removed still begins as it
/// did.
std::string path_of(int descriptor);
std::string absolute(int folder, const char* path);
bool is_watched(const std::string& path);
bool is_watched(int descriptor);
/// Relative to the watched folder.
std::string within(const std::string& path);
std::uint64_t inode_of(const std::string& path);
std::uint64_t inode_of(int descriptor);

}  // namespace egregora::crash_tests
