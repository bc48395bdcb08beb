// SPDX-License-Identifier: Apache-2.0
// Validity bits, ours and DuckDB's: both one bit a value, least significant first, 1 = valid; both
// absent where all are.
#pragma once

#include <duckdb.h>

#include <egregora/data/column_data.hpp>

namespace egregora::duckdb {

/// Sets bit `at` of `bits` to `value`. Requires: the bit is zero, and within the buffer.
inline void put_bit(std::uint8_t* bits, std::int64_t at, bool value) {
  bits[at >> 3] = static_cast<std::uint8_t>(bits[at >> 3] | (unsigned{value} << (at & 7)));
}

/// Takes over the validity of `count` values from `begin` on. Call before `column.length` grows by
/// them. `mask` may be null: all valid.
void append_validity(ColumnData& column, const std::uint64_t* mask, idx_t begin, idx_t count);

/// Marks values of a DuckDB vector NULL as rows [begin, begin + count) of `column` are.
void write_validity(duckdb_vector vector, const ColumnData& column, std::int64_t begin,
                    idx_t count);

}  // namespace egregora::duckdb
