// SPDX-License-Identifier: Apache-2.0
// Which tables a manager wrote without a checkpoint, and where the engine keeps them: in a catalog
// in memory that all threads see. Names only; TableWriter fills them.
#pragma once

#include <egregora/sql/table_name.hpp>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::detail {

/// Thread safety: any thread.
class ScratchTables {
 public:
  ScratchTables(std::string catalog, std::string schema);

  /// Where a table of that name is or would be.
  TableName physical(std::string_view name) const;
  /// The full name where there is such a table, letter case aside.
  std::optional<TableName> find(std::string_view name) const;
  void add(std::string_view name);
  void remove(std::string_view name);
  /// As they were spelled, sorted.
  std::vector<std::string> list() const;
  /// Another number whenever a name may mean another table than before.
  std::uint64_t version() const noexcept { return version_.load(std::memory_order_acquire); }

 private:
  std::string catalog_;
  std::string schema_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> spelled_;  // by folded name
  std::atomic<std::uint64_t> version_ = 0;
};

}  // namespace egregora::detail
