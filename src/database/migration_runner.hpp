// SPDX-License-Identifier: Apache-2.0
// Comparing a database's history with a list of migrations, and applying what is missing.
#pragma once

#include <egregora/database/migrations.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/migration_history.hpp"
#include "database/migration_list.hpp"
#include "database/storage_core.hpp"

namespace egregora::detail {

using MigrationList = std::span<const Migration>;

/// What is wrong with a history, with the remedy; absent: nothing.
std::optional<std::string> history_problem(const std::vector<MigrationRecord>& history,
                                           MigrationList known);
/// Throws: MigrationError.
void check_history(const std::vector<MigrationRecord>& history, MigrationList known);
/// Of those that the history has not seen. Requires: the history fits.
MigrationList pending(const std::vector<MigrationRecord>& history, MigrationList known);

/// Migrations::run() with these migrations. `result` holds what was done also where flushing fails.
void migrate(StorageCore& core, MigrationList known, MigrationResult& result);

}  // namespace egregora::detail
