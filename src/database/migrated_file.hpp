// SPDX-License-Identifier: Apache-2.0
// Migrating a file that nobody has open, so that its copy can take its place.
#pragma once

#include <egregora/database/migrations.hpp>

#include <functional>

#include "database/migration_runner.hpp"

namespace egregora::detail {

/// run_migrations() of a file with these migrations. `before_reopening` is for tests: it is called
/// when the migrated file is closed, before it is tried.
MigrationResult migrate_file(const StorageOptions& options, MigrationList known,
                             const std::function<void()>& before_reopening = {});

}  // namespace egregora::detail
