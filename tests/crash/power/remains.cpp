// SPDX-License-Identifier: Apache-2.0
#include "crash/power/remains.hpp"

#include <fstream>
#include <iterator>

namespace egregora::crash_tests {

namespace fs = std::filesystem;

std::shared_ptr<const std::string> bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::make_shared<const std::string>(std::istreambuf_iterator<char>(in),
                                             std::istreambuf_iterator<char>());
}

void write_files(const Remains& remains, const fs::path& folder) {
  fs::create_directories(folder);
  for (const auto& [path, bytes] : remains) {
    if (bytes == nullptr) {
      fs::create_directory(folder / path);
      continue;
    }
    std::ofstream(folder / path, std::ios::binary)
        .write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
  }
}

Remains read_files(const fs::path& folder) {
  Remains remains;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().lexically_relative(folder).string();
    if (entry.is_directory()) {
      remains[path] = nullptr;
      continue;
    }
    remains[path] = bytes_of(entry.path());
  }
  return remains;
}

}  // namespace egregora::crash_tests
