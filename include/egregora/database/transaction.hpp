// SPDX-License-Identifier: Apache-2.0
// A unit of work on the durable tables: all of it happens, or none. Given to the function that
// DuckDBStorageManager::transaction() runs; typed verbs only.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/database/protocols.hpp>
#include <egregora/engine/appender.hpp>
#include <egregora/expr/columns.hpp>
#include <egregora/expr/typed_table.hpp>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

namespace detail {
class TransactionState;
struct StorageAccess;
}  // namespace detail

struct CreateOptions {
  std::vector<std::string> primary_key = {};
  std::vector<Check> checks = {};
  bool if_missing = false;
};

/// What an upsert does where a key comes twice in its rows.
enum class OnDuplicate {
  error,  ///< IntegrityError naming the key
  last,   ///< the last of them counts
};

struct UpsertOptions {
  std::vector<std::string> keys = {};  ///< what names a row; empty: the table's primary key
  OnDuplicate on_duplicate = OnDuplicate::error;
};

struct UpsertResult {
  std::int64_t inserted = 0;
  std::int64_t updated = 0;
  friend bool operator==(const UpsertResult&, const UpsertResult&) = default;
};

struct TransactionOptions {
  /// How often the function is run at most while other writers win (>= 1). With 1 it runs once, and
  /// a conflict is thrown.
  int attempts = 10;
};

/// An open transaction. Every change marks the table's checkpoint stale in this same transaction.
/// Tables that are executed on this thread while it is open see its changes.
/// Thread safety: the thread that runs the function. Lifetime: that function's call.
class Transaction {
 public:
  explicit Transaction(detail::TransactionState& state) : state_(&state) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Throws: TableNotFoundError.
  Table read_table(std::string_view name) const;
  template <class S>
  TypedTable<S> read_table() const {
    return TypedTable<S>(read_table(S::table_name));
  }
  bool table_exists(std::string_view name) const;
  std::int64_t row_count(std::string_view name) const;
  /// Runs any table, bound to this storage or to none.
  DataFrame execute(const Table& table, const Parameters& parameters = {}) const;

  /// Adds rows; columns match by name and must be complete. Returns the rows added.
  /// Throws: SchemaMismatchError naming what is missing or unknown; ConstraintError.
  std::int64_t insert(std::string_view name, const Table& rows);
  /// Adds rows, and overwrites those that have their key. Columns match by name and must be
  /// complete; `rows` is evaluated once. A key that the table does not declare may name several of
  /// its rows: all of them change. Throws: what insert() throws; IntegrityError naming a key that
  /// is NULL or comes twice; InvalidOperationError where neither call nor table names a key.
  UpsertResult upsert(std::string_view name, const Table& rows, const UpsertOptions& options = {});
  /// Changes rows; returns how many. Throws: ColumnNotFoundError, TypeError, ConstraintError.
  std::int64_t update(std::string_view name, std::initializer_list<Named> assignments,
                      const Expr& where);
  std::int64_t update(std::string_view name, const std::vector<Named>& assignments,
                      const Expr& where);
  /// Removes rows; returns how many.
  std::int64_t delete_rows(std::string_view name, const Expr& where);

  /// Throws: TableExistsError unless `.if_missing`; InvalidTableNameError.
  void create_table(std::string_view name, const Schema& schema, const CreateOptions& options = {});
  /// Creates the table of a schema struct, with its keys, defaults and checks.
  template <class S>
  void create_table(const CreateOptions& options = {}) {
    create_declared(S::table_name, S::declared(), S::checks(), options);
  }
  /// A column after the others, with `default_value` or NULL in the rows that are there. Throws:
  /// IntegrityError where there is one of that name; UnsupportedOperationError where it may not be
  /// NULL.
  void add_column(std::string_view name, const Field& column,
                  const std::optional<Scalar>& default_value = {});
  /// Throws: ColumnNotFoundError; IntegrityError where `to` is another column's name.
  void rename_column(std::string_view name, std::string_view from, std::string_view to);
  /// Missing is no error.
  void drop_table(std::string_view name, const DropOptions& options = {});
  /// Throws: TableNotFoundError, TableExistsError, InvalidTableNameError.
  void rename_table(std::string_view from, std::string_view to);

  /// A table of this transaction's own, in memory (it spills to disk), gone at its end. Returns its
  /// name, which read_table() and appender() of this transaction take.
  std::string create_stage(const Schema& schema);
  /// Loads rows in bulk into a table or a stage. Close it before the function returns, and before
  /// its table is read.
  std::unique_ptr<Appender> appender(std::string_view name);

 private:
  friend struct detail::StorageAccess;
  void create_declared(std::string_view name, const std::vector<ColumnDeclaration>& columns,
                       const std::vector<Check>& checks, const CreateOptions& options);
  detail::TransactionState* state_;
};

}  // namespace egregora
