// SPDX-License-Identifier: Apache-2.0
// The one owner of a database: tables in and out as lazy expressions, each durable one with a
// Parquet file that is known to be fresh or stale, through any crash. Start reading here.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/database/checkpoints.hpp>
#include <egregora/database/connection_lease.hpp>
#include <egregora/database/protocols.hpp>
#include <egregora/database/running_statements.hpp>
#include <egregora/database/sequences.hpp>
#include <egregora/database/table_info.hpp>
#include <egregora/database/transaction.hpp>
#include <egregora/database/views.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/typed_table.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace egregora {

namespace detail {
class FileSystem;
struct StorageAccess;
}  // namespace detail

/// How to open a database. Two managers on one file share it; what they state must then agree.
struct StorageOptions {
  std::optional<std::filesystem::path> db_path =
      {};  ///< absent: in memory; missing folders are created
  /// Absent: `.egregora/data` beside the database file, or in the current folder when in memory.
  std::optional<std::filesystem::path> checkpoint_dir = {};
  bool read_only = false;  ///< looks only: creates and changes nothing, not even a lock file
  std::chrono::milliseconds lock_timeout =
      std::chrono::seconds{10};                  ///< while another process has the file
  std::optional<int> threads = {};               ///< absent: one a core
  std::optional<std::string> memory_limit = {};  ///< e.g. "200MB"
  std::optional<int> keep_versions =
      {};  ///< Parquet files kept of each table, the newest included; absent: 1
  std::shared_ptr<const Clock> clock = {};   ///< absent: the system's
  std::shared_ptr<const IdSource> ids = {};  ///< absent: random
  std::shared_ptr<ViewRegistry> views = {};  ///< absent: the process-wide views()
  std::shared_ptr<detail::FileSystem> files =
      {};  ///< for tests of this library that make files fail
};

/// The keyword form of execute_view().
struct ExecuteView {
  std::string view_name;
  ViewBuilder builder;
  std::string input_table = {};
  std::string source_table = {};  ///< another name of `input_table`; give one of them
  bool checkpoint = true;
};

/// Reads and writes tables of one DuckDB database.
///
/// Every `write_table` with a checkpoint is durable when it returns: the rows are committed and
/// synced, and
/// `<checkpoint_dir>/<name>.parquet` holds them. Names are compared letter case aside.
/// Thread safety: any thread; reads run in parallel, writers wait for each other.
/// Lifetime: tables read from it give ClosedError once it is closed.
///
/// @code
///   DuckDBStorageManager storage{{.db_path = "pipeline.duckdb"}};
///   Table messages = storage.read_table("messages");
///   storage.write_table(messages.filter(messages["content"].notnull()), "with_text");
///   storage.transaction([&](Transaction& tx) { tx.delete_rows("queue", col("done") == true); });
/// @endcode
class DuckDBStorageManager final : public StorageProtocol {
 public:
  /// Throws: DatabaseLockedError naming the owner; DatabaseError where the file is no DuckDB
  /// database; InvalidOperationError where it is open in this process with other options.
  explicit DuckDBStorageManager(const StorageOptions& options = {});
  ~DuckDBStorageManager() override;
  DuckDBStorageManager(const DuckDBStorageManager&) = delete;
  DuckDBStorageManager& operator=(const DuckDBStorageManager&) = delete;

  /// A lazy table or view. Throws: TableNotFoundError with the nearest names.
  Table read_table(std::string_view name) override;
  template <class S>
  TypedTable<S> read_table() {
    return TypedTable<S>(read_table(S::table_name));
  }
  /// A lazy table over a Parquet file. Throws: DatabaseError where it cannot be read.
  Table read_parquet(const std::filesystem::path& path);
  /// The same over CSV (header, delimiter and types as DuckDB finds them) and JSON (an array of
  /// objects, or an object a line).
  Table read_csv(const std::filesystem::path& path);
  Table read_json(const std::filesystem::path& path);
  /// Runs any table, bound to this storage or to none.
  DataFrame execute(const Table& table, const Parameters& parameters = {});

  /// Throws: InvalidTableNameError before anything is touched; SchemaMismatchError;
  /// ConstraintError; UnsupportedOperationError for a column that Parquet cannot hold exactly;
  /// CheckpointError.
  void write_table(const Table& table, std::string_view name,
                   const WriteOptions& options = {}) override;
  /// Applies `builder` to `input_table`, writes the result as table `view_name`, and returns that
  /// table.
  Table execute_view(std::string_view view_name, const ViewBuilder& builder,
                     std::string_view input_table, const ViewOptions& options = {}) override;
  Table execute_view(const ExecuteView& call);

  /// Runs `function(Transaction&)`: all of it happens, durably, or nothing; returns what it
  /// returns. It is run again where another writer won (bounded), so it must not have other
  /// effects. Throws: what the function throws; ConflictError; InvalidOperationError from inside a
  /// transaction of this manager.
  template <class F>
  auto transaction(F&& function, const TransactionOptions& options = {}) {
    using Result = std::invoke_result_t<F&, Transaction&>;
    if constexpr (std::is_void_v<Result>) {
      run_transaction([&](Transaction& tx) { function(tx); }, options);
    } else {
      std::optional<Result> result;
      run_transaction([&](Transaction& tx) { result.emplace(function(tx)); }, options);
      return std::move(*result);
    }
  }
  // One statement in a transaction of its own; see Transaction.
  std::int64_t insert(std::string_view name, const Table& rows);
  UpsertResult upsert(std::string_view name, const Table& rows, const UpsertOptions& options = {});
  std::int64_t update(std::string_view name, std::initializer_list<Named> assignments,
                      const Expr& where);
  std::int64_t delete_rows(std::string_view name, const Expr& where);
  void create_table(std::string_view name, const Schema& schema, const CreateOptions& options = {});
  template <class S>
  void create_table(const CreateOptions& options = {}) {
    transaction([&](Transaction& tx) { tx.create_table<S>(options); });
  }
  void add_column(std::string_view name, const Field& column,
                  const std::optional<Scalar>& default_value = {});
  void rename_column(std::string_view name, std::string_view from, std::string_view to);
  void rename_table(std::string_view from, std::string_view to);
  /// A connection for raw SQL.
  ConnectionLease connection();

  /// Tables and views, sorted; no internal ones.
  std::vector<std::string> list_tables() const override;
  bool table_exists(std::string_view name) const override;
  /// Throws: TableNotFoundError.
  std::int64_t row_count(std::string_view name) const;
  TableInfo describe(std::string_view name) const;
  /// Missing is no error; any other failure is one.
  void drop_table(std::string_view name, const DropOptions& options = {}) override;

  /// Writes everything committed into the database file, finishes what is pending, and writes stale
  /// Parquet files again. Throws: CheckpointError, DatabaseError; ConflictError where a stream or a
  /// transaction stays open that began before rows were changed: then they are in the log still.
  void checkpoint();
  /// Makes one table's Parquet file fresh without rewriting the table. Nothing happens where it is
  /// fresh.
  void checkpoint(std::string_view name);
  /// Numbers that are given once: ensure, next, state, defaults of columns.
  Sequences sequences() const;
  /// The Parquet files: list, verify, restore, doctor.
  Checkpoints checkpoints() const;
  const std::filesystem::path& checkpoint_dir() const noexcept;
  /// Absent: in memory.
  const std::optional<std::filesystem::path>& db_path() const noexcept;
  ViewRegistry& views() const noexcept;
  /// What runs on this manager right now: to interrupt it, or to see how far it is.
  RunningStatements running() const noexcept;

  /// Flushes and closes; idempotent. Throws: what flushing throws, after closing.
  void close() override;

 private:
  struct Temporary {};
  explicit DuckDBStorageManager(Temporary);
  friend DuckDBStorageManager temp_storage();
  friend struct detail::StorageAccess;
  void run_transaction(const std::function<void(Transaction&)>& function,
                       const TransactionOptions& options);

  struct State;
  std::unique_ptr<State> state_;
};

/// A storage in memory with a checkpoint folder of its own that goes with it: for tests.
DuckDBStorageManager temp_storage();

}  // namespace egregora
