// SPDX-License-Identifier: Apache-2.0
// Scalars as DuckDB's values: parameters of statements and constants of the appender.
#pragma once

#include <egregora/data/scalar.hpp>

#include "engine/duckdb/handles.hpp"

namespace egregora::duckdb {

/// `value` with its exact type. A NULL is one of no type, which fits anywhere.
/// Throws: TypeError for a text that is no UTF-8; UnsupportedOperationError for types that DuckDB
/// lacks.
ValueHandle bound_value(const Scalar& value);

/// Whether `text` is UTF-8. DuckDB trusts every text that it is handed, and stores a bad one.
bool is_utf8(std::string_view text) noexcept;

}  // namespace egregora::duckdb
