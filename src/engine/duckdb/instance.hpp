// SPDX-License-Identifier: Apache-2.0
// One DuckDB instance: always an in-memory one, with the durable tables attached as a catalog of a
// fixed name, so that no file name collides with a catalog, and a read-only database still has room
// for scratch tables.
#pragma once

#include <egregora/engine/engine.hpp>

#include <mutex>
#include <optional>

#include "engine/duckdb/file_lock.hpp"
#include "engine/duckdb/session.hpp"

namespace egregora::duckdb {

/// Name of the durable tables' catalog in every instance. Nothing stored in a file may know it.
inline constexpr const char* kDatabaseCatalog = "egregora_db";
inline constexpr const char* kSchemaName = "main";

/// Thread safety: any thread.
class Instance {
 public:
  /// Starts DuckDB with nothing attached. `spill_folder` may be empty: nothing is spilled.
  Instance(const EngineOptions& options, std::filesystem::path spill_folder);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  void attach_memory(const std::string& catalog);
  /// Throws: DatabaseLockedError; DatabaseError naming the file.
  void attach_file(const std::filesystem::path& file, bool read_only);
  /// Makes a database under a temporary name, fills it, and gives it its name.
  void create_file(const std::filesystem::path& file, const EngineOptions& options);
  /// Removes what a process left that was killed while it made `file`. Requires: the lock is ours.
  static void remove_unfinished(const std::filesystem::path& file) noexcept;
  void detach(const std::string& catalog);
  /// A session whose unqualified names mean the durable tables, then those of `scratch`.
  std::shared_ptr<Session> new_session(const std::string& scratch);
  /// A name for one more scratch catalog.
  std::string next_scratch_name();

  /// Writes everything committed into the file. Throws: DatabaseError, StorageFatalError.
  void flush();
  /// See Engine::copy_to().
  void copy_to(const std::filesystem::path& file);
  /// Closes DuckDB and cleans up; returns what went wrong when flushing, to be thrown by the
  /// caller.
  std::exception_ptr shut_down() noexcept;

  bool is_fatal() const noexcept { return state_->fatal; }
  const EngineOptions& options() const noexcept { return options_; }
  void keep(FileLock lock) { lock_ = std::move(lock); }

 private:
  void start();
  void run(const std::string& sql);
  void attach(const std::string& sql, const std::filesystem::path& file);
  std::exception_ptr close_database() noexcept;
  void build_new(const std::filesystem::path& building, const EngineOptions& options);
  void fill_copy(const std::filesystem::path& building);

  EngineOptions options_;
  std::filesystem::path spill_folder_;
  std::shared_ptr<InstanceState> state_ = std::make_shared<InstanceState>();
  std::optional<FileLock> lock_;
  DatabaseHandle database_;
  std::mutex control_use_;
  ConnectionHandle control_;   // ATTACH, CHECKPOINT ...
  std::filesystem::path log_;  // of the file that is attached for writing; empty: there is none
  int scratch_count_ = 0;
};

}  // namespace egregora::duckdb
