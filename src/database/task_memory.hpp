// SPDX-License-Identifier: Apache-2.0
// What is known of the tasks of a database from transactions before, and what one change of them
// works with.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/database/schemas.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "database/ready_tasks.hpp"
#include "database/transaction_state.hpp"

namespace egregora::detail {

/// What the changes of tasks are called that stores make (TableTurns): none of them brings a task
/// to life below those that are alive. Whoever does says that he changed the table.
inline constexpr std::string_view kOrderlyChanges = "tasks, by their stores";

/// Must be forgotten once anybody else may have written tasks, and where a transaction that changed
/// it did not commit.
struct TaskMemory {
  std::optional<std::int64_t> last_seq = {};  ///< of all tasks, those put away included
  std::int64_t seq_reached = 0;               ///< it went so far once; 0: not known
  /// No task below is alive: the engine's zone maps skip what is finished.
  std::int64_t lowest_live = std::numeric_limits<std::int64_t>::min();
  /// The latest time at which the following was known to be right; absent: it is not known.
  std::optional<Timestamp> surveyed_at = {};
  std::optional<Timestamp> next_due = {};     ///< no pending task's time comes before
  std::optional<Timestamp> next_expiry = {};  ///< no lease ends before
  std::int64_t finished = 0;                  ///< since the survey
  ReadyTasks ready = {};

  void forget() {
    forget_what_stores_change();
    seq_reached = 0;
    lowest_live = std::numeric_limits<std::int64_t>::min();
  }
  /// Enough where stores changed tasks.
  void forget_what_stores_change() {
    last_seq.reset();
    surveyed_at.reset();
    ready.forget();
  }
  /// It is so late: a clock that says less later has gone back.
  void saw(Timestamp now) {
    if (surveyed_at && *surveyed_at < now) surveyed_at = now;
  }
  void will_be_due(Timestamp when) {
    if (!next_due || when < *next_due) next_due = when;
  }
  void will_expire(Timestamp when) {
    if (!next_expiry || when < *next_expiry) next_expiry = when;
  }
};

/// One change: the transaction it is part of, and its time.
struct TaskScope {
  TransactionState& state;
  TaskMemory& memory;
  Timestamp now;
  bool has_written = false;  ///< then it can be undone with the whole transaction only

  Session& session() const { return state.session(); }
  /// To be said before rows of `table` change.
  void touch(std::string_view table) {
    state.touch(table, table == schemas::Tasks::table_name ? kOrderlyChanges : table);
  }
  /// Runs a statement that changes rows of `table`; returns how many.
  template <class S>
  std::int64_t write(std::string_view table, const S& statement) {
    touch(table);
    const std::int64_t changed = session().run_often(statement);
    has_written = has_written || changed > 0;
    return changed;
  }
};

}  // namespace egregora::detail
