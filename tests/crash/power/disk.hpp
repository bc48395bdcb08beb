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
#include "crash/power/remains.hpp"

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

class Disk {
 public:
  Disk() = default;
  /// Begins with what lies below `folder`, all of it durable.
  explicit Disk(const std::filesystem::path& folder);

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

  Node* add(std::uint64_t inode, bool is_folder);
  void take(const std::filesystem::path& folder, Node& into);
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

}  // namespace egregora::crash_tests
