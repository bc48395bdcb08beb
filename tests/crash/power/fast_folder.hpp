// SPDX-License-Identifier: Apache-2.0
// In memory where that is possible: thousands of small databases are written, and none must last.
#pragma once

#include <unistd.h>

#include <filesystem>

namespace egregora::crash_tests {

inline std::filesystem::path fast_folder() {
  const std::filesystem::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

}  // namespace egregora::crash_tests
