// SPDX-License-Identifier: Apache-2.0
// One DuckDB connection with what it does not keep track of itself: whether its transaction has
// failed, which prepared statements may be used again, which result is still being read, and
// whether the engine is gone.
#pragma once

#include <egregora/engine/connection.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "engine/duckdb/engine_error.hpp"
#include "engine/duckdb/handles.hpp"
#include "engine/duckdb/result_reader.hpp"
#include "engine/duckdb/statement_cache.hpp"

namespace egregora::duckdb {

/// What all sessions of one DuckDB instance share.
struct InstanceState {
  /// Grows with every statement that may change what a name means: prepared statements are then
  /// made anew, because DuckDB would go on reading the table that an unqualified name meant before.
  std::atomic<std::uint64_t> catalog_epoch = 0;
  std::atomic<bool> fatal = false;
};

/// Thread safety: one thread at a time, save interrupt(), progress() and close(), which any thread
/// may call.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(ConnectionHandle handle, std::shared_ptr<InstanceState> instance);
  ~Session();

  DataFrame query(std::string_view sql, const std::vector<Scalar>& parameters);
  std::int64_t execute(std::string_view sql, const std::vector<Scalar>& parameters);
  /// Starts a result that `next_batch` reads; returns its number and puts its schema into `schema`.
  std::uint64_t start_stream(std::string_view sql, const std::vector<Scalar>& parameters,
                             Schema& schema);
  std::optional<DataFrame> next_batch(std::uint64_t stream, std::int64_t batch_size);
  void end_stream(std::uint64_t stream) noexcept;
  Schema describe(std::string_view sql);
  std::optional<Schema> table_schema(const TableName& table);
  std::optional<Schema> table_columns(const TableName& table);

  void begin();
  void commit();
  void rollback();
  bool in_transaction() const noexcept { return transaction_ != Transaction::none; }

  void interrupt() noexcept;
  QueryProgress progress() const noexcept;
  /// Ends what runs, rolls back, and lets go of every handle: later calls throw ClosedError.
  void close() noexcept;

  /// Exclusive use of the connection, for an appender. Throws: ClosedError; InvalidOperationError
  /// in a failed transaction.
  class Use {
   public:
    explicit Use(Session& session);
    duckdb_connection handle() const noexcept { return session_.handle_.get(); }
    /// Throws what `message` means, and marks the transaction failed.
    [[noreturn]] void fail(std::string_view message, std::string_view sql);

   private:
    std::unique_lock<std::mutex> lock_;
    Session& session_;
  };

 private:
  enum class Transaction { none, open, failed };

  std::unique_lock<std::mutex> enter();
  void refuse_failed() const;
  [[noreturn]] void fail(std::string_view message, std::string_view sql);
  void note_fatal(std::string_view message) noexcept;
  void mark_failed() noexcept;

  std::shared_ptr<Statement> prepare(std::string_view sql);
  std::shared_ptr<Statement> known_or_prepared(std::string_view sql);
  void bind(Statement& statement, const std::vector<Scalar>& parameters);
  ResultHandle run(std::string_view sql, const std::vector<Scalar>& parameters, bool streaming);
  ResultHandle run_prepared(Statement& statement, bool streaming);
  bool run_transaction_word(std::string_view sql);
  void run_plain(const char* sql, ErrorPlace place);
  void note_catalog_change(duckdb_statement_type type);
  void forget_outdated();
  void close_stream() noexcept;

  void begin_locked(std::string_view sql);
  void commit_locked();
  void rollback_locked();
  void end_transaction() noexcept;

  std::optional<Schema> look_up(const TableName& table);
  std::optional<std::vector<Field>> look_up_columns(const TableName& table);
  std::optional<Schema> look_up_table(const TableName& table);
  std::optional<Schema> look_up_view(const TableName& table);
  std::vector<bool> not_null_columns(const TableName& table);
  Schema schema_of(const Statement& statement) const;

  std::mutex use_;                   // held while a call runs
  mutable std::mutex handle_guard_;  // held while handle_ is given up, or used by another thread
  ConnectionHandle handle_;
  std::shared_ptr<InstanceState> instance_;
  std::atomic<Transaction> transaction_ = Transaction::none;
  std::atomic<bool> closed_ = false;
  std::atomic<bool> interrupted_ = false;
  std::uint64_t begin_epoch_ = 0;
  bool catalog_changed_ = false;  // by the open transaction
  std::uint64_t epoch_ = 0;       // of statements_ and schemas_
  StatementCache statements_;
  std::unordered_map<std::string, std::optional<Schema>> schemas_;
  std::unique_ptr<ResultReader> stream_;
  std::uint64_t stream_number_ = 0;
};

/// `text` as a quoted identifier.
std::string quoted_name(std::string_view text);
/// `text` as a quoted string.
std::string quoted_text(std::string_view text);

}  // namespace egregora::duckdb
