// SPDX-License-Identifier: Apache-2.0
// The manifest in memory: what a committed database knows of its Parquet files. Right because this
// process alone has the database open for writing; changed only after the transaction that changes
// the table has committed.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "database/manifest.hpp"

namespace egregora::detail {

/// Thread safety: any thread.
class CheckpointIndex {
 public:
  void load(std::vector<ManifestRow> rows);

  /// The newest live version of a table, letter case aside.
  std::optional<ManifestRow> head(std::string_view table) const;
  /// Versions of a table, newest first, whatever their state.
  std::vector<ManifestRow> versions(std::string_view table) const;
  /// All of them: by table, then newest first.
  std::vector<ManifestRow> all() const;
  /// All heads, by table.
  std::vector<ManifestRow> heads() const;
  /// The newest generation that the database holds.
  std::int64_t generation() const;

  // What a committed transaction did:
  void added(const ManifestRow& row);
  void removed(const std::vector<Uuid>& checkpoint_ids);
  void state_changed(std::string_view table, VersionState state);
  /// Of one table, or of all where `table` is empty.
  void stale(std::string_view table);

 private:
  using Versions = std::vector<ManifestRow>;  // newest first

  mutable std::mutex mutex_;
  std::map<std::string, Versions> tables_;  // by folded name
};

/// True for the row that stands for its table now.
bool is_head(const ManifestRow& row, const CheckpointIndex& index);

}  // namespace egregora::detail
