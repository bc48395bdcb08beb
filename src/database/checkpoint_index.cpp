// SPDX-License-Identifier: Apache-2.0
// A guarded map from tables to their versions.
#include "database/checkpoint_index.hpp"

#include <algorithm>

#include <egregora/data/schema.hpp>

namespace egregora::detail {

namespace {
const ManifestRow* live_head(const std::vector<ManifestRow>& versions) {
  // A newer detached or tombstone row means that the table is gone.
  if (versions.empty() || versions.front().state != VersionState::live) return nullptr;
  return &versions.front();
}
}  // namespace

void CheckpointIndex::load(std::vector<ManifestRow> rows) {
  const std::lock_guard guard(mutex_);
  tables_.clear();
  std::stable_sort(rows.begin(), rows.end(), [](const ManifestRow& a, const ManifestRow& b) {
    return a.generation > b.generation;
  });
  for (ManifestRow& row : rows) tables_[fold_case(row.table)].push_back(std::move(row));
}

std::optional<ManifestRow> CheckpointIndex::head(std::string_view table) const {
  const std::lock_guard guard(mutex_);
  const auto found = tables_.find(fold_case(table));
  const ManifestRow* row = found == tables_.end() ? nullptr : live_head(found->second);
  return row == nullptr ? std::nullopt : std::optional(*row);
}

std::vector<ManifestRow> CheckpointIndex::versions(std::string_view table) const {
  const std::lock_guard guard(mutex_);
  const auto found = tables_.find(fold_case(table));
  return found == tables_.end() ? std::vector<ManifestRow>{} : found->second;
}

std::vector<ManifestRow> CheckpointIndex::all() const {
  const std::lock_guard guard(mutex_);
  std::vector<ManifestRow> rows;
  for (const auto& [name, versions] : tables_) {
    rows.insert(rows.end(), versions.begin(), versions.end());
  }
  return rows;
}

std::vector<ManifestRow> CheckpointIndex::heads() const {
  const std::lock_guard guard(mutex_);
  std::vector<ManifestRow> rows;
  for (const auto& [name, versions] : tables_) {
    if (const ManifestRow* row = live_head(versions)) rows.push_back(*row);
  }
  return rows;
}

std::int64_t CheckpointIndex::generation() const {
  const std::lock_guard guard(mutex_);
  std::int64_t newest = 0;
  for (const auto& [name, versions] : tables_) {
    for (const ManifestRow& row : versions) newest = std::max(newest, row.generation);
  }
  return newest;
}

void CheckpointIndex::added(const ManifestRow& row) {
  const std::lock_guard guard(mutex_);
  Versions& versions = tables_[fold_case(row.table)];
  for (ManifestRow& older : versions) older.fresh = false;
  versions.insert(versions.begin(), row);
}

void CheckpointIndex::removed(const std::vector<Uuid>& checkpoint_ids) {
  const std::lock_guard guard(mutex_);
  for (auto& [name, versions] : tables_) {
    std::erase_if(versions, [&](const ManifestRow& row) {
      return std::find(checkpoint_ids.begin(), checkpoint_ids.end(), row.checkpoint_id) !=
             checkpoint_ids.end();
    });
  }
  std::erase_if(tables_, [](const auto& entry) { return entry.second.empty(); });
}

void CheckpointIndex::state_changed(std::string_view table, VersionState state) {
  const std::lock_guard guard(mutex_);
  const auto found = tables_.find(fold_case(table));
  if (found == tables_.end()) return;
  for (ManifestRow& row : found->second) {
    row.state = state;
    row.fresh = false;
  }
}

void CheckpointIndex::stale(std::string_view table) {
  const std::lock_guard guard(mutex_);
  for (auto& [name, versions] : tables_) {
    if (!table.empty() && name != fold_case(table)) continue;
    for (ManifestRow& row : versions) row.fresh = false;
  }
}

bool is_head(const ManifestRow& row, const CheckpointIndex& index) {
  const auto head = index.head(row.table);
  return head && head->checkpoint_id == row.checkpoint_id;
}

}  // namespace egregora::detail
