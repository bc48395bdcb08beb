// SPDX-License-Identifier: Apache-2.0
// One session with an engine: statements in, data frames out, explicit transactions, bulk loading.
// Nothing here knows which engine it is, nor what the tables mean.
#pragma once

#include <cstdint>
#include <egregora/data/data_frame.hpp>
#include <egregora/data/scalar.hpp>
#include <egregora/engine/appender.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// A result that is read batch by batch and never held whole.
/// Thread safety: one thread at a time. Lifetime: co-owns its connection's session; drop it before
/// the connection is reused.
class ResultStream {
 public:
  virtual ~ResultStream();
  virtual const Schema& schema() const noexcept = 0;
  /// The next rows (at least one), or absent at the end. Throws: DatabaseError.
  virtual std::optional<DataFrame> next() = 0;
};

/// How far a running statement is.
struct QueryProgress {
  double fraction = 0;  ///< in [0, 1]; -1 while unknown
  std::uint64_t rows_done = 0;
  std::uint64_t rows_total = 0;
};

/// A session. Autocommit outside begin() ... commit().
/// Thread safety: one thread at a time, save interrupt() and progress(), which any thread may call.
class Connection {
 public:
  virtual ~Connection();

  /// Runs one statement with `?` or `$1` parameters and returns all of its rows.
  /// Throws: DatabaseError and its kinds, carrying the SQL; InvalidOperationError for several
  /// statements in one text.
  virtual DataFrame query(std::string_view sql, const std::vector<Scalar>& parameters = {}) = 0;
  /// Runs one statement whose rows nobody wants; returns how many rows it changed.
  virtual std::int64_t execute(std::string_view sql,
                               const std::vector<Scalar>& parameters = {}) = 0;
  /// Runs one statement and hands its rows out in batches of at most `batch_size` rows (>= 1).
  virtual std::unique_ptr<ResultStream> stream(std::string_view sql,
                                               const std::vector<Scalar>& parameters = {},
                                               std::int64_t batch_size = 65'536) = 0;
  /// Names and types of the rows that `sql` would give, without running it. Nullability is not
  /// known: all nullable.
  virtual Schema describe(std::string_view sql) = 0;
  /// Loads rows in bulk into a table. Inside a transaction it commits nothing by itself. Throws:
  /// TableNotFoundError.
  virtual std::unique_ptr<Appender> append_to(const TableName& table) = 0;

  virtual void begin() = 0;
  /// Throws: ConflictError, ConstraintError, DatabaseError; InvalidOperationError where a statement
  /// of this transaction failed before (its work is rolled back, never half committed).
  virtual void commit() = 0;
  /// Ends the transaction without an error if none is open. Never throws for an engine that is
  /// already gone.
  virtual void rollback() = 0;
  virtual bool in_transaction() const noexcept = 0;

  /// Makes the running statement end with an error as soon as the engine notices.
  virtual void interrupt() noexcept = 0;
  virtual QueryProgress progress() const noexcept = 0;
};

/// Commits or rolls back for sure: begins in the constructor, rolls back in the destructor unless
/// commit() succeeded.
class TransactionScope {
 public:
  explicit TransactionScope(Connection& connection);
  ~TransactionScope();
  TransactionScope(const TransactionScope&) = delete;
  TransactionScope& operator=(const TransactionScope&) = delete;
  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace egregora
