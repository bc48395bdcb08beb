// SPDX-License-Identifier: Apache-2.0
// Whether a stored table is what its schema struct would create now: columns, types, nullability,
// keys, checks and defaults.
#pragma once

#include <egregora/database/table_info.hpp>
#include <egregora/expr/columns.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/storage_core.hpp"
#include "database/table_rules.hpp"

namespace egregora::detail {

/// What the engine keeps of a table with these rules: all of its CREATE TABLE text but the name.
/// Creates one in memory to learn it. Thread safety: any thread.
std::string declared_definition(StorageCore& core, const TableRules& rules);
/// The same of a table's own text (StoredDefinition::text).
std::string_view without_name(std::string_view definition);

/// Problem `schema-drift` for each managed table that is there and is not what it is declared to
/// be, and `table-missing` for each that is not there, if `all_expected`.
std::vector<Problem> drift_of(StorageCore& core, bool all_expected);

}  // namespace egregora::detail
