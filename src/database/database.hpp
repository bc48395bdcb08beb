// SPDX-License-Identifier: Apache-2.0
// What the managers and stores of this process share that are on the same database: the lock for
// writers, the Parquet files, and what is known of both. Each of them has its own engine,
// connections and scratch tables (StorageCore).
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/engine/engine.hpp>

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "database/checkpoint_files.hpp"
#include "database/checkpoint_index.hpp"
#include "database/shared_parts.hpp"
#include "database/stored_tables.hpp"
#include "database/table_turns.hpp"
#include "database/writer_lock.hpp"

namespace egregora::detail {

/// Thread safety: any thread; what says so needs the writer lock.
class Database {
 public:
  /// The database that `engine` opened: the one that others of this process are on, or a new one,
  /// recovered. Throws: InvalidOperationError where stated options differ.
  static std::shared_ptr<Database> of(Engine& engine, const StorageOptions& options);

  Database(Engine& engine, const StorageOptions& options);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  WriterLock& writers() noexcept { return writers_; }
  CheckpointIndex& index() noexcept { return index_; }
  CheckpointFiles& files() noexcept { return *files_; }
  const CheckpointIndex& index() const noexcept { return index_; }
  const CheckpointFiles& files() const noexcept { return *files_; }
  StoredTables& tables() noexcept { return tables_; }
  SharedParts& parts() noexcept { return parts_; }
  /// Needs the writer lock.
  TableTurns& table_turns() noexcept { return table_turns_; }
  const Uuid& id() const noexcept { return id_; }
  int keep_versions() const noexcept { return keep_versions_; }
  const std::optional<std::filesystem::path>& path() const noexcept { return path_; }
  bool in_memory() const noexcept { return !path_.has_value(); }
  bool read_only() const noexcept { return read_only_; }
  /// Absolute.
  const std::filesystem::path& checkpoint_folder() const noexcept { return checkpoint_folder_; }
  /// True where acknowledged commits are missing; then nothing may be written.
  bool behind() const noexcept { return behind_; }

  /// How the file at a table's name stands to the table.
  CheckpointState checkpoint_state(std::string_view table) const;
  /// Throws: InvalidOperationError (read-only), DatabaseBehindError.
  void require_writable() const;
  /// To be called after every commit, before it is acknowledged: makes a new WAL's name durable.
  /// Needs the writer lock. Throws: CheckpointError with committed().
  void after_commit();
  /// Puts committed files in place that are not there yet; failures are logged and stay pending.
  /// Needs the writer lock.
  void finish_publishing() noexcept;
  /// Checkpoints::accept_behind(). Needs the writer lock.
  AcceptedLoss accept_behind(Session& session);
  /// Takes rows of tables that are gone, files and all, out of the manifest. Needs the writer lock.
  void forget_tombstones(Session& session, const std::vector<ManifestRow>& dead);

 private:
  void require_same(const StorageOptions& options) const;
  void prepare(Session& session, const StorageOptions& options);
  void recover(Session& session);
  void drop_stage(Session& session);
  void remove_leftovers(Session& session);
  std::vector<ManifestRow> mark_lost_files(Session& session);
  AcceptedLoss give_up(const std::vector<ManifestRow>& lost_files);

  std::optional<std::filesystem::path> path_;
  bool read_only_ = false;
  std::shared_ptr<FileSystem> file_system_;
  std::filesystem::path checkpoint_folder_;
  int keep_versions_ = 1;
  Uuid id_;
  std::atomic<bool> behind_ = false;
  WriterLock writers_;
  CheckpointIndex index_;
  std::optional<CheckpointFiles> files_;
  StoredTables tables_;
  SharedParts parts_;
  TableTurns table_turns_;
  std::optional<FileIdentity> wal_;
};

/// Where a database's checkpoints go unless told: `.egregora/data` beside the file, or in the
/// current folder.
std::filesystem::path default_checkpoint_dir(const std::optional<std::filesystem::path>& db_path);

}  // namespace egregora::detail
