// SPDX-License-Identifier: Apache-2.0
// A file system as a power cut sees it: what is durable, and what is still under way. A file's
// bytes are durable as of its last fsync, a folder's names as of the folder's. What a cut makes of
// the rest is the model's choice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "crash/power/journal.hpp"

namespace egregora::crash_tests {

/// What a power cut leaves of the changes that no fsync covered.
enum class PowerModel {
  dropped,       ///< nothing: neither bytes nor names
  names_first,   ///< all names, no bytes: new files are empty
  zeros,         ///< all names and sizes, the bytes are zero
  bytes_first,   ///< all bytes, no names
  some,          ///< of each folder the first few names, of each file any pages
  torn,          ///< everything, but the last write is cut at a sector
  nothing_lost,  ///< everything, as after the death of the process
};

const char* to_string(PowerModel model);

/// The files that a power cut leaves, by path; a folder has no bytes.
using Remains = std::map<std::string, std::shared_ptr<const std::string>>;

class Disk {
 public:
  void apply(const JournalRecord& record);
  Remains after_power_cut(PowerModel model, std::uint64_t seed) const;

 private:
  using Bytes = std::shared_ptr<const std::string>;
  struct ByteChange {
    bool is_resize = false;
    std::uint64_t offset = 0;  ///< or the new size
    std::string bytes = {};
  };
  struct Node;
  using Names = std::map<std::string, Node*>;
  using NameChange = std::vector<std::pair<std::string, Node*>>;  ///< null: removed
  struct Node {
    bool is_folder = false;
    Bytes durable = {};
    Bytes now = {};
    std::vector<ByteChange> changes = {};  ///< since the last fsync
    Names durable_names = {};
    Names names = {};
    std::vector<NameChange> name_changes = {};  ///< since the last fsync
  };
  class Cut;

  Node* make(const JournalRecord& record, bool is_folder);
  Node* find(const std::string& path) const;
  static void change(Node& folder, NameChange change);
  void rename(const std::string& from, const std::string& to);
  static void change(Node& file, ByteChange change);
  static void sync(Node& node);

  std::vector<std::unique_ptr<Node>> nodes_;
  std::map<std::uint64_t, Node*> by_inode_;
  Node* root_ = nullptr;
  Node* last_written_ = nullptr;  ///< by the last record, else null
};

/// As files below `folder`, which must be empty or missing.
void write_files(const Remains& remains, const std::filesystem::path& folder);
Remains read_files(const std::filesystem::path& folder);

}  // namespace egregora::crash_tests
