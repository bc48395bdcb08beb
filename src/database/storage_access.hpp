// SPDX-License-Identifier: Apache-2.0
// The way from the public classes to what stands behind them, for the rest of this layer.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

#include <memory>

#include "database/storage_core.hpp"
#include "database/transaction_state.hpp"

namespace egregora::detail {

struct StorageAccess {
  /// Throws: ClosedError.
  static std::shared_ptr<StorageCore> core(const DuckDBStorageManager& storage);
  static TransactionState& state(Transaction& transaction) { return *transaction.state_; }
};

}  // namespace egregora::detail
