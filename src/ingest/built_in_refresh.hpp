// SPDX-License-Identifier: Apache-2.0
// The built-in views, rebuilt where they are stale.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/ingest/pipeline.hpp>

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace egregora::ingest {

/// The newest file of `table` where it is fresh.
std::optional<CheckpointInfo> fresh_checkpoint(const DuckDBStorageManager& storage,
                                               std::string_view table);

/// As the manager's registry defines them, where it does. `on_view` is told of each that is built.
/// Requires: the file of `messages` is fresh.
std::vector<RunView> refresh_built_in_views(
    DuckDBStorageManager& storage, const std::function<void(std::string_view name)>& on_view);

}  // namespace egregora::ingest
