// SPDX-License-Identifier: Apache-2.0
// What every store consists of: a database, its own or a manager's, a clock and a source of ids.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/database/store_options.hpp>

#include <functional>
#include <memory>
#include <string_view>

#include "database/storage_core.hpp"

namespace egregora::detail {

/// Thread safety: any thread. Lifetime: on a manager, ClosedError once that is closed.
class StoreHandle {
 public:
  StoreHandle(DuckDBStorageManager& storage, const StoreTools& tools);
  explicit StoreHandle(const StoreOptions& options);

  /// Throws: ClosedError; InvalidOperationError inside a transaction of this thread.
  std::shared_ptr<StorageCore> core() const;
  /// Throws further: InvalidOperationError (read-only; this thread holds a connection that wrote),
  /// DatabaseBehindError.
  std::shared_ptr<StorageCore> core_for_writing() const;
  /// What stands behind a caller's transaction. Throws: InvalidOperationError where it is one of
  /// another database.
  TransactionState& joined(Transaction& transaction) const;
  const Clock& clock() const noexcept { return *clock_; }
  const IdSource& ids() const noexcept { return *ids_; }

  /// Creates the tables that are missing, unless the database is only looked at. Throws:
  /// SchemaMismatchError for one that is there with other columns.
  template <class... Schemas>
  void require_tables() const {
    const bool has_all = (has_table(Schemas::table_name, Schemas::schema()) & ...);
    if (has_all) return;
    create([](Transaction& tx) { (tx.create_table<Schemas>({.if_missing = true}), ...); });
  }

 private:
  std::shared_ptr<StorageCore> open_core() const;
  bool has_table(std::string_view name, const Schema& schema) const;
  void create(const std::function<void(Transaction&)>& tables) const;

  std::unique_ptr<DuckDBStorageManager> own_;
  std::weak_ptr<StorageCore> core_;
  std::shared_ptr<const Clock> clock_;
  std::shared_ptr<const IdSource> ids_;
};

}  // namespace egregora::detail
