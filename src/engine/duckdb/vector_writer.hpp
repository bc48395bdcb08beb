// SPDX-License-Identifier: Apache-2.0
// Writing our columns into DuckDB's vectors, for the appender.
#pragma once

#include <egregora/data/column_data.hpp>

#include "engine/duckdb/handles.hpp"

namespace egregora::duckdb {

/// Writes rows [begin, begin + count) of `column` to the front of `vector`, which must be fresh or
/// reset and of the same type. Texts are referred to, not copied: `column` must live until DuckDB
/// has taken the chunk. Throws: TypeError for a text that is no UTF-8 or no label of its
/// enumeration.
void write_column(duckdb_vector vector, const ColumnData& column, std::int64_t begin, idx_t count);

/// Marks one row NULL, with everything inside of it.
void write_null(duckdb_vector vector, const DataType& type, idx_t row);

}  // namespace egregora::duckdb
