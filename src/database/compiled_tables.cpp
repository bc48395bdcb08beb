// SPDX-License-Identifier: Apache-2.0
// A ring of entries, looked through from one end to the other.
#include "database/compiled_tables.hpp"

#include <algorithm>
#include <utility>

namespace egregora::detail {

std::shared_ptr<const SqlStatement> CompiledTables::find(const Table& table,
                                                         std::uint64_t names) const {
  const std::lock_guard guard(mutex_);
  const auto known = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.address == table.node().get() && entry.names == names && !entry.table.expired();
  });
  return known == entries_.end() ? nullptr : known->statement;
}

void CompiledTables::add(const Table& table, std::uint64_t names,
                         std::shared_ptr<const SqlStatement> statement) {
  const std::lock_guard guard(mutex_);
  entries_[next_] = {table.node(), table.node().get(), names, std::move(statement)};
  next_ = (next_ + 1) % entries_.size();
}

}  // namespace egregora::detail
