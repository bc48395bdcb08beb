// SPDX-License-Identifier: Apache-2.0
// Files in memory: what a power cut leaves, to be written and opened.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace egregora::crash_tests {

/// The files that a power cut leaves, by path; a folder has no bytes.
using Remains = std::map<std::string, std::shared_ptr<const std::string>>;

/// The bytes of one file.
std::shared_ptr<const std::string> bytes_of(const std::filesystem::path& path);
/// As files below `folder`, which must be empty or missing.
void write_files(const Remains& remains, const std::filesystem::path& folder);
Remains read_files(const std::filesystem::path& folder);

}  // namespace egregora::crash_tests
