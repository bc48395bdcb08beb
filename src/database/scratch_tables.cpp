// SPDX-License-Identifier: Apache-2.0
// A small guarded map; the tables themselves are the engine's.
#include "database/scratch_tables.hpp"

#include <egregora/data/schema.hpp>

namespace egregora::detail {

ScratchTables::ScratchTables(std::string catalog, std::string schema)
    : catalog_(std::move(catalog)), schema_(std::move(schema)) {}

TableName ScratchTables::physical(std::string_view name) const {
  return {catalog_, schema_, std::string(name)};
}

std::optional<TableName> ScratchTables::find(std::string_view name) const {
  const std::lock_guard guard(mutex_);
  const auto found = spelled_.find(fold_case(name));
  if (found == spelled_.end()) return std::nullopt;
  return physical(found->second);
}

void ScratchTables::add(std::string_view name) {
  const std::lock_guard guard(mutex_);
  spelled_.insert_or_assign(fold_case(name), std::string(name));
  version_.fetch_add(1, std::memory_order_release);
}

void ScratchTables::remove(std::string_view name) {
  const std::lock_guard guard(mutex_);
  spelled_.erase(fold_case(name));
  version_.fetch_add(1, std::memory_order_release);
}

std::vector<std::string> ScratchTables::list() const {
  const std::lock_guard guard(mutex_);
  std::vector<std::string> names;
  names.reserve(spelled_.size());
  for (const auto& [folded, name] : spelled_) names.push_back(name);
  return names;
}

}  // namespace egregora::detail
