// SPDX-License-Identifier: Apache-2.0
// Brings a database, new or old, to the newest layout.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

namespace egregora {

/// Creates every managed table and view that is missing, applies pending migrations, and flushes.
/// Idempotent. Throws: MigrationError.
void initialize_database(DuckDBStorageManager& storage);

}  // namespace egregora
