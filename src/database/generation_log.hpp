// SPDX-License-Identifier: Apache-2.0
// The log beside the database, `<db>.generations`: one line for each published checkpoint. A
// database that holds an older generation than its log lost commits that were acknowledged, which
// the engine does not notice by itself. Each line ends in a checksum: a line torn by a crash is as
// if it had not been written.
#pragma once

#include <egregora/core/uuid.hpp>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "database/file_system.hpp"

namespace egregora::detail {

struct GenerationEntry {
  std::int64_t generation = 0;
  Uuid checkpoint_id;
  std::string table;
  friend bool operator==(const GenerationEntry&, const GenerationEntry&) = default;
};

/// Thread safety: one writer at a time; asking, any thread.
class GenerationLog {
 public:
  /// Reads the lines of `database_id`; those of other databases that once had this path are
  /// ignored.
  GenerationLog(FileSystem& files, std::filesystem::path path, const Uuid& database_id);

  /// The newest acknowledged generation; 0 where there is none.
  std::int64_t newest() const noexcept;
  bool has(std::int64_t generation) const;
  /// The tables of newer lines, letter case folded.
  std::set<std::string> tables_after(std::int64_t generation) const;
  /// Adds a line, durably. Throws: CheckpointError.
  void append(const GenerationEntry& entry);
  /// Rewrites the file with the lines that `needed` names and the newest one, once it has grown
  /// long.
  void compact(const std::set<std::int64_t>& needed);
  /// Rewrites the file with the lines of `known` and no other: what is not among them counts as not
  /// acknowledged from now on.
  void restart(const std::set<std::int64_t>& known);

 private:
  std::string line(const GenerationEntry& entry) const;
  void read_line(std::string_view line);

  FileSystem& files_;
  std::filesystem::path path_;
  Uuid database_id_;
  bool exists_ = false;
  bool ends_in_newline_ = true;
  std::size_t lines_ = 0;
  mutable std::mutex mutex_;  // of published_
  std::set<std::int64_t> published_;
  std::vector<GenerationEntry> entries_;
};

}  // namespace egregora::detail
