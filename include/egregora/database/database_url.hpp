// SPDX-License-Identifier: Apache-2.0
// Database locations as people write them: `duckdb:///path`, or a plain path.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace egregora {

/// The path that `text` names: `duckdb:///relative.db`, `duckdb:////absolute.db`, or a plain path.
/// Absent for a database in memory: empty text, `:memory:`, `duckdb://`, `duckdb:///:memory:`.
/// Throws: InvalidOperationError for another scheme.
std::optional<std::filesystem::path> resolve_database_url(std::string_view text);

}  // namespace egregora
