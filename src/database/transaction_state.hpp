// SPDX-License-Identifier: Apache-2.0
// What stands behind a Transaction: its connection, and what it touched, so that the marks of stale
// checkpoints commit with the change, and what is kept in memory follows only after the commit.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "database/storage_core.hpp"

namespace egregora::detail {

/// A durable table, or one of the transaction's own.
struct ChangeableTable {
  TableName full;
  Schema schema;
};

/// Thread safety: the thread that made it. Requires: the writer lock.
class TransactionState {
 public:
  explicit TransactionState(StorageCore& core);
  ~TransactionState();
  TransactionState(const TransactionState&) = delete;
  TransactionState& operator=(const TransactionState&) = delete;

  /// The transaction that is open on this thread in `database`, or null.
  static TransactionState* current(const Database& database) noexcept;

  StorageCore& core() const noexcept { return core_; }
  Session& session() noexcept { return session_; }

  /// A table that a statement of this transaction may change. Throws: TableNotFoundError;
  /// InvalidOperationError for one without a checkpoint.
  ChangeableTable changeable(std::string_view name);
  /// Its rows change: marks its checkpoint stale, once.
  void touch(std::string_view table) { touch(table, table); }
  /// The same, where others shall be told of the change by another name (changed_tables).
  void touch(std::string_view table, std::string_view changed_as);
  /// Its definition changes, or whether it exists.
  void redefine(std::string_view table);
  /// Its file stays, but is not its own any more; or goes with it once this commits.
  void leave_file(std::string_view table, VersionState state);
  /// The version of a table's file that holds what this transaction sees in the table.
  std::optional<Uuid> fresh_version(std::string_view table) const;
  /// A name for a temporary table that is dropped at the end.
  std::string new_stage_name();

  /// Throws: what Connection::commit() throws; then nothing happened.
  void commit();
  /// Makes the commit durable and removes the files of what was dropped. Call it once, after
  /// commit(). Throws: CheckpointError with committed().
  void finish();
  /// The tables whose rows or definition it changed, in lower case, or what these changes are
  /// called instead.
  const std::set<std::string, std::less<>>& changed_tables() const noexcept { return changed_; }

 private:
  void apply_to_memory();
  void settle() noexcept;
  void remove_files(std::string_view table);
  void drop_stages() noexcept;

  StorageCore& core_;
  PooledConnection connection_;
  Session session_;
  TransactionState* outer_;
  bool open_ = true;
  std::set<std::string, std::less<>> changed_;
  std::set<std::string> stale_;
  std::set<std::string> redefined_;
  std::map<std::string, VersionState> left_;
  int stages_ = 0;
};

/// Runs `unit` in a transaction of its own, at most `attempts` times (>= 1) where other writers
/// win, and makes it durable. Throws: what `unit` throws, ConflictError, CheckpointError; then
/// nothing happened, save where a CheckpointError says committed().
void run_transaction(StorageCore& core, const std::function<void(TransactionState&)>& unit,
                     int attempts = 10);

}  // namespace egregora::detail
