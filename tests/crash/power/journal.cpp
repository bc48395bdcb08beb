// SPDX-License-Identifier: Apache-2.0
// The whole journal is held in memory: some tens of megabytes.
#include "crash/power/journal.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace egregora::crash_tests {
namespace {

std::string take(std::istream& in, std::uint64_t size) {
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (!in) throw std::runtime_error("the journal ends in the middle of a record");
  return text;
}

const char* name_of(FileChange change) {
  switch (change) {
    case FileChange::create:
      return "create";
    case FileChange::folder:
      return "folder";
    case FileChange::write:
      return "write";
    case FileChange::resize:
      return "resize";
    case FileChange::sync:
      return "sync";
    case FileChange::link:
      return "link";
    case FileChange::rename:
      return "rename";
    case FileChange::unlink:
      return "unlink";
    case FileChange::acknowledge:
      return "acknowledge";
    case FileChange::unknown:
      return "unknown";
  }
  return "?";
}

}  // namespace

std::vector<JournalRecord> read_journal(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<JournalRecord> records;
  FileChangeHead head;
  while (in.read(reinterpret_cast<char*>(&head), sizeof head)) {
    JournalRecord record{head.change};
    record.path = take(in, head.path_size);
    record.other_path = take(in, head.other_path_size);
    record.inode = head.inode;
    record.offset = head.offset;
    record.size = head.size;
    if (head.change == FileChange::write) record.bytes = take(in, head.size);
    if (head.change == FileChange::unknown) {
      throw std::runtime_error("a change that cannot be replayed: " + record.path);
    }
    records.push_back(std::move(record));
  }
  if (records.empty()) throw std::runtime_error("no journal: '" + path.string() + "'");
  return records;
}

std::string to_string(const JournalRecord& record) {
  return fmt::format("{} '{}' '{}' inode {} offset {} size {}", name_of(record.change), record.path,
                     record.other_path, record.inode, record.offset, record.size);
}

}  // namespace egregora::crash_tests
