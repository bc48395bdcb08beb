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
