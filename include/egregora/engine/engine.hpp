// SPDX-License-Identifier: Apache-2.0
// An engine: something that runs SQL over durable tables. DuckDB is the only one now; nothing here
// says so.
#pragma once

#include <chrono>
#include <cstdint>
#include <egregora/engine/connection.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace egregora {

class Dialect;

/// What an engine can do natively. What is missing is rewritten exactly, or refused by name.
struct Capabilities {
  bool qualify = false;
  bool returning = false;
  bool sequences = false;
  bool temporary_tables = false;
  bool transactional_ddl = false;
  bool create_or_replace = false;
  bool exact_quantiles = false;
};

/// How to open an engine's database.
struct EngineOptions {
  std::optional<std::filesystem::path> path = {};  ///< absent: in memory
  bool read_only = false;
  std::chrono::milliseconds lock_timeout = std::chrono::seconds{10};
  std::optional<int> threads = {};               ///< >= 1; absent: the engine's default
  std::optional<std::string> memory_limit = {};  ///< e.g. "200MB"
  /// Fills a database that did not exist, before its file gets its name: after a crash there is a
  /// whole database or none. Receives a connection whose current catalog is the new database's, and
  /// its catalog's name.
  std::function<void(Connection&, const std::string& catalog)> create = {};
};

/// One open database. Owners share it by shared_ptr; expressions hold it weakly.
/// Thread safety: any thread.
class Engine {
 public:
  virtual ~Engine();

  /// A new session. Cheap enough for one a thread; not for one a statement. Throws: ClosedError.
  virtual std::unique_ptr<Connection> connect() = 0;

  virtual const Capabilities& capabilities() const noexcept = 0;
  /// Catalog of the durable tables, and of those that live in memory until this engine closes.
  virtual const std::string& database_catalog() const noexcept = 0;
  virtual const std::string& scratch_catalog() const noexcept = 0;
  /// Schema that holds the tables in each of them ("main").
  virtual const std::string& schema_name() const noexcept = 0;
  virtual const std::optional<std::filesystem::path>& path() const noexcept = 0;
  virtual bool read_only() const noexcept = 0;
  /// True once if this engine created the file.
  virtual bool created() const noexcept = 0;
  /// The engine's own name and version, e.g. "DuckDB v1.5.6".
  virtual std::string version() const = 0;

  /// Columns of a table or view with nullability, or absent. Microseconds, no catalog scan.
  virtual std::optional<Schema> table_schema(Connection& connection, const TableName& table) = 0;
  /// The same for half the time and less, without nullability: every column is said to allow NULL.
  virtual std::optional<Schema> table_columns(Connection& connection, const TableName& table) = 0;

  /// Writes everything committed into the database file (a no-op in memory). Throws: DatabaseError,
  /// StorageFatalError.
  virtual void flush() = 0;
  /// Writes all that is committed to a new database file: whole and durable under that name, or not
  /// there. Requires: nobody writes meanwhile. Throws: DatabaseError, also where there is a file of
  /// that name.
  virtual void copy_to(const std::filesystem::path& file) = 0;
  /// Flushes and closes. Idempotent. Connections still alive get ClosedError afterwards. Throws
  /// what flush() throws, after closing.
  virtual void close() = 0;
};

/// Opens a DuckDB database, or joins the one this process has open on the same file (by device and
/// inode).
///
/// The instance is an in-memory one with the file attached, so that no file name collides with a
/// catalog; extensions are never loaded from the network; the session time zone is UTC. A lock file
/// beside the database ("<path>.lock") keeps other processes out; it is not created for read-only
/// opening. A new file is built under a temporary name and renamed when whole. Throws:
/// DatabaseLockedError naming the owner; DatabaseError where the file is no DuckDB database, naming
/// file and remedy; InvalidOperationError where it is open in this process with other options.
std::shared_ptr<Engine> open_duckdb(const EngineOptions& options);

/// "v1.5.6": the version of the DuckDB library that is linked.
std::string duckdb_version();

}  // namespace egregora
