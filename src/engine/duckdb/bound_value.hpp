// SPDX-License-Identifier: Apache-2.0
// Scalars as DuckDB's values: parameters of statements and constants of the appender.
#pragma once

#include <egregora/data/scalar.hpp>

#include "core/utf8.hpp"
#include "engine/duckdb/handles.hpp"

namespace egregora::duckdb {

/// `value` with its exact type. A NULL is one of no type, which fits anywhere.
/// Throws: TypeError for a text that is no UTF-8; UnsupportedOperationError for types that DuckDB
/// lacks.
ValueHandle bound_value(const Scalar& value);

// DuckDB trusts every text that it is handed, and stores a bad one.
using egregora::detail::is_utf8;

}  // namespace egregora::duckdb
