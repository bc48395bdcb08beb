// SPDX-License-Identifier: Apache-2.0
// What one storage manager consists of: an engine with connections, a part in the database, scratch
// tables, a source of rows. Tables and small objects hold it weakly: using them after the manager
// is closed is an error and not a crash.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/compiled_tables.hpp"
#include "database/connection_pool.hpp"
#include "database/database.hpp"
#include "database/scratch_tables.hpp"

namespace egregora::detail {

class TransactionState;

/// Thread safety: any thread.
class StorageCore : public std::enable_shared_from_this<StorageCore> {
 public:
  static std::shared_ptr<StorageCore> open(const StorageOptions& options);
  explicit StorageCore(const StorageOptions& options);
  StorageCore(const StorageCore&) = delete;
  StorageCore& operator=(const StorageCore&) = delete;

  Database& database() const noexcept { return *database_; }
  Engine& engine() const noexcept { return *engine_; }
  ConnectionPool& pool() const noexcept { return *pool_; }
  ScratchTables& scratch() noexcept { return scratch_; }
  CompiledTables& compiled() noexcept { return compiled_; }
  const std::shared_ptr<const Source>& source() const noexcept { return source_; }
  const Clock& clock() const noexcept { return *clock_; }
  const IdSource& ids() const noexcept { return *ids_; }
  const std::shared_ptr<const Clock>& shared_clock() const noexcept { return clock_; }
  const std::shared_ptr<const IdSource>& shared_ids() const noexcept { return ids_; }

  /// Throws: InvalidOperationError from inside a transaction of this database on this thread.
  void require_outside_transaction() const;
  /// Throws: IntegrityError where a leaf of `table` belongs to another storage.
  void require_own(const Table& table) const;
  /// Writes what is committed into the database file, between two writers. Throws: ConflictError
  /// while a reader keeps the engine from it; what Engine::flush() throws.
  void flush();
  /// Flushes and closes this manager's engine. Throws: what Engine::close() throws.
  void close();

  /// A lazy table over whatever `name` means. Throws: TableNotFoundError with the nearest names.
  Table read(Session& session, std::string_view name) const;
  std::vector<std::string> list(Session& session) const;
  [[noreturn]] void throw_not_found(Session& session, std::string_view name) const;

 private:
  std::shared_ptr<Engine> engine_;
  std::shared_ptr<ConnectionPool> pool_;
  std::shared_ptr<Database> database_;
  ScratchTables scratch_;
  CompiledTables compiled_;
  std::shared_ptr<const Clock> clock_;
  std::shared_ptr<const IdSource> ids_;
  std::shared_ptr<const Source> source_;
};

/// A connection from the pool with a session on it, for one call.
class CallSession {
 public:
  explicit CallSession(StorageCore& core)
      : connection_(core.pool().acquire()),
        session_(core.engine(), *connection_, &core.scratch(), &core.compiled()) {}
  Session& operator*() noexcept { return session_; }
  Session* operator->() noexcept { return &session_; }

 private:
  PooledConnection connection_;
  Session session_;
};

}  // namespace egregora::detail
