// SPDX-License-Identifier: Apache-2.0
// Reading what shim/file_journal.cpp wrote.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "crash/power/journal_format.hpp"

namespace egregora::crash_tests {

struct JournalRecord {
  FileChange change;
  std::string path = {};
  std::string other_path = {};
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::string bytes = {};
};

/// Throws: std::runtime_error where the journal is torn or holds what cannot be replayed.
std::vector<JournalRecord> read_journal(const std::filesystem::path& path);

/// One line for people.
std::string to_string(const JournalRecord& record);

}  // namespace egregora::crash_tests
