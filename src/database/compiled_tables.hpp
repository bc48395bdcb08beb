// SPDX-License-Identifier: Apache-2.0
// The SQL of the tables that ran last: a table that runs again need not be compiled again, which is
// a twentieth of a short query's time.
#pragma once

#include <egregora/sql/to_sql.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

namespace egregora::detail {

/// Tables are told apart by identity: a node is immutable, so its text changes only with what names
/// mean. `names` is the version of that; see ScratchTables::version.
/// Thread safety: any thread.
class CompiledTables {
 public:
  /// The statement of `table`, or null. Sharing keeps it whole while others are added.
  std::shared_ptr<const SqlStatement> find(const Table& table, std::uint64_t names) const;
  void add(const Table& table, std::uint64_t names, std::shared_ptr<const SqlStatement> statement);

 private:
  struct Entry {
    // Weak, for a table must not outlive its user; still it keeps the address from another one.
    std::weak_ptr<const RelationNode> table = {};
    const RelationNode* address = nullptr;
    std::uint64_t names = 0;
    std::shared_ptr<const SqlStatement> statement = {};
  };

  mutable std::mutex mutex_;
  std::array<Entry, 32> entries_ = {};  // few enough to look through; the oldest is overwritten
  std::size_t next_ = 0;
};

}  // namespace egregora::detail
