// SPDX-License-Identifier: Apache-2.0
// What a store of runs does within one transaction. Whatever is refused is refused before anything
// is written.
#pragma once

#include <egregora/core/uuid.hpp>
#include <egregora/database/run_record.hpp>

#include <cstdint>

#include "database/transaction_state.hpp"

namespace egregora::detail {

/// Checks that need no database. Throws: InvalidOperationError.
void check_new_run(const NewRun& run);
void check_update(RunStatus status, const RunUpdate& update);
void check_table(const RunTable& table);
void check_event(const NewRunEvent& event);

/// Throws: RunNotFoundError.
RunRecord find_run(Session& session, const Uuid& run_id);
void require_run(Session& session, const Uuid& run_id);

/// Thread safety: the transaction's thread. Lifetime: within the transaction.
class RunUnit {
 public:
  RunUnit(TransactionState& state, Timestamp now) : state_(state), now_(now) {}

  void add(const NewRun& run, const Uuid& run_id);
  void change_status(const Uuid& run_id, RunStatus status, const RunUpdate& update);
  /// Nothing happens where it ended before.
  void end(const Uuid& run_id, RunStatus status, const RunUpdate& update);
  void beat(const Uuid& run_id);
  void link(const NewLineage& lineage);
  void note_table(const Uuid& run_id, const RunTable& table);
  std::int64_t add_event(const Uuid& run_id, const NewRunEvent& event);

 private:
  struct Now {
    RunStatus status;
    Timestamp started_at;
  };
  Now status_of(const Uuid& run_id);
  void store_status(const Uuid& run_id, const Now& before, RunStatus status,
                    const RunUpdate& update);
  template <class S>
  void insert(std::vector<Scalar> row);
  TableName changed(std::string_view table);

  TransactionState& state_;
  Timestamp now_;
};

}  // namespace egregora::detail
