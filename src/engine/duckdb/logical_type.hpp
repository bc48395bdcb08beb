// SPDX-License-Identifier: Apache-2.0
// DuckDB's column types and ours.
#pragma once

#include <egregora/data/data_type.hpp>

#include "engine/duckdb/handles.hpp"

namespace egregora::duckdb {

/// Our type of a column that DuckDB calls `type`; TypeKind::other, by DuckDB's name, where this
/// library cannot read it.
DataType data_type_of(duckdb_logical_type type);
/// DuckDB's type for ours. Throws: UnsupportedOperationError for TypeKind::other.
TypeHandle logical_type_of(const DataType& type);

}  // namespace egregora::duckdb
