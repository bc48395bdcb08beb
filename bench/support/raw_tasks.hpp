// SPDX-License-Identifier: Apache-2.0
// A queue as one keeps it by hand with DuckDB's C API: the same table, statements prepared once,
// each its own transaction.
#pragma once

#include <cstdint>
#include <vector>

#include "support/raw_database.hpp"

namespace bench {

/// The table as our schema declares it, with so many pending tasks, numbered from 1.
void create_tasks_table(RawDatabase& database, std::int64_t pending);

/// Thread safety: one thread at a time.
class RawTaskQueue {
 public:
  explicit RawTaskQueue(const RawDatabase& database);

  /// Claims in the shape that was measured to be the best one: the rows of a sorted subquery above
  /// the lowest number alive. Returns the numbers claimed.
  std::vector<std::int64_t> claim(std::int64_t limit);
  /// With its fence checked, found by its number: the one check that costs the same whatever else
  /// is in the table.
  void complete(std::int64_t seq);

 private:
  RawStatement claim_;
  RawStatement complete_;
  std::int64_t lowest_ = 1;
};

}  // namespace bench
