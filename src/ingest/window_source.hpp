// SPDX-License-Identifier: Apache-2.0
// A table's messages in the order in which they are cut: thread by thread, each by time.
// Read in laps of neighbouring hours and not as one sorted stream, because a transaction's
// connection cannot hand out rows while an appender fills another table (DuckDB 1.5.6 closes the
// stream); laps also keep every sort small, and find their rows by zone maps.
#pragma once

#include <cstdint>
#include <egregora/database/transaction.hpp>
#include <egregora/expr/table.hpp>
#include <functional>
#include <string>
#include <vector>

#include "ingest/window_cutter.hpp"

namespace egregora::ingest {

class WindowSource {
 public:
  /// Understands the columns of `messages` and those of `conversations`.
  /// Throws: TableNotFoundError; ColumnNotFoundError where the table has neither.
  WindowSource(const Transaction& transaction, const std::string& table);

  /// Calls `message` for each message in order, and `thread_end` after the last one of each thread.
  void read(const std::function<void(const std::string& thread, const CutMessage&)>& message,
            const std::function<void(const std::string& thread)>& thread_end) const;

  /// The members of one stored window, in order.
  std::vector<CutMessage> members_of(const Uuid& window_id) const;

 private:
  struct Lap {
    std::string thread = {};
    std::int64_t first_hour = 0;  ///< since 1970, UTC
    std::int64_t last_hour = 0;   ///< included
    std::int64_t messages = 0;
  };
  std::vector<Lap> laps() const;
  DataFrame messages_of(const Lap& lap) const;
  Table in_order(const Table& rows) const;
  Expr column(const char* name, const char* other_name) const;

  const Transaction& transaction_;
  Table table_;
  Expr id_;
  Expr time_;
};

}  // namespace egregora::ingest
