// SPDX-License-Identifier: Apache-2.0
// Writing a table together with its Parquet file: the steps of a checkpoint, in the order that
// survives any crash.
//
//   small (up to a row group)   one transaction: stage, file, swap, manifest row; commit; publish
//   large                       stage, commit; file; one transaction: swap, manifest row; commit;
//   publish
#pragma once

#include <egregora/database/protocols.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/storage_core.hpp"
#include "database/transaction_state.hpp"

namespace egregora::detail {

/// Removes what an attempt to write leaves when it fails, unless its commit may have happened. To
/// be made before the attempt's transaction, so that it goes after that is rolled back.
class Leftovers {
 public:
  explicit Leftovers(StorageCore& core) : core_(core) {}
  ~Leftovers();
  Leftovers(const Leftovers&) = delete;
  Leftovers& operator=(const Leftovers&) = delete;

  void has_version(const ManifestRow& version) { version_ = version; }
  void has_stage(std::string stage) { stage_ = std::move(stage); }
  void keep_all();

 private:
  StorageCore& core_;
  std::optional<ManifestRow> version_;
  std::string stage_;
};

/// Requires: the database is writable, and no transaction of it is open on this thread. Takes the
/// writer lock.
class TableWriter {
 public:
  explicit TableWriter(StorageCore& core) : core_(core), database_(core.database()) {}

  /// Throws: as DuckDBStorageManager::write_table().
  void write(const Table& rows, std::string_view name, WriteMode mode);
  /// Writes a table anew from a kept version of its file, the newest unless `version` says which;
  /// returns the new version. Throws: as Checkpoints::restore().
  ManifestRow restore(std::string_view name, std::optional<std::int64_t> version);
  /// Writes the file of a table as it is, unless it is fresh.
  void export_table(std::string_view name);
  /// Writes every stale file anew.
  void export_stale();

 private:
  /// A table on its way.
  struct Replacement {
    std::string name;  ///< as it was spelled first
    std::string stage;
    Table rows;  ///< what the table shall hold
    std::optional<StoredTable> target;
    ManifestRow version;
    std::string definition = {};  ///< CREATE TABLE text that the stage is made with; empty: `rows`
    /// The version that is restored, keys and checks included.
    std::optional<Uuid> source = {};
  };
  using Plan = std::function<Replacement(Session&)>;
  ManifestRow carry_out(const Plan& plan);
  Replacement plan(Session& session, const Table& rows, std::string_view name, WriteMode mode);
  Replacement plan_restoring(Session& session, const ManifestRow& source);
  ManifestRow kept_version(std::string_view name, std::optional<std::int64_t> version);
  std::optional<StoredTable> find_target(Session& session, std::string_view name);
  Table all_rows(Session& session, const Table& rows, std::string_view name, WriteMode mode,
                 const std::optional<StoredTable>& target);
  void fill_stage(Session& session, Replacement& replacement);
  Schema describe_version(Session& session, Replacement& replacement);
  void swap(TransactionState& transaction, const Replacement& replacement);
  void commit(TransactionState& transaction, Replacement& replacement, Leftovers& leftovers);
  void export_locked(std::string_view name);

  ManifestRow new_version(std::string_view name) const;
  /// Notes the version in the manifest and takes out those that are not kept; returns the latter.
  std::vector<ManifestRow> record(Session& session, const ManifestRow& version,
                                  const std::optional<Uuid>& source = {});
  /// The versions that are not kept beside a new one. Restoring costs no other version than the
  /// one it came from, which has the same rows: whoever looks for the right one may try several.
  std::vector<ManifestRow> retired_by(const ManifestRow& version,
                                      const std::optional<Uuid>& source) const;
  void finish(const ManifestRow& version, const std::vector<ManifestRow>& retired);
  void drop_scratch(std::string_view name) noexcept;

  StorageCore& core_;
  Database& database_;
};

/// The plain CREATE TABLE of a schema, for the manifest.
std::string definition_of(std::string_view name, const Schema& schema);

}  // namespace egregora::detail
