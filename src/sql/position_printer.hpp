// SPDX-License-Identifier: Apache-2.0
// Positions: ours count from 0, or from the end where they are negative; the engines' from 1.
#pragma once

#include <cstddef>

#include "sql/printer.hpp"

namespace egregora::detail {

/// DuckDB counts negative ones from the end itself.
void print_duckdb_position(CallPrinter& call, std::size_t argument);
/// PostgreSQL counts them from before the text or list that argument 0 is.
void print_postgres_position(CallPrinter& call, std::size_t argument);

}  // namespace egregora::detail
