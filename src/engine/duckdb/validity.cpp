// SPDX-License-Identifier: Apache-2.0
// Copying validity bits, a byte at a time where both sides start at a byte.
#include "engine/duckdb/validity.hpp"

#include <bit>
#include <cstring>

namespace egregora::duckdb {
namespace {

bool bit(const std::uint64_t* mask, idx_t at) { return ((mask[at >> 6] >> (at & 63)) & 1) != 0; }

idx_t count_nulls(const std::uint64_t* mask, idx_t begin, idx_t count) {
  idx_t valid = 0;
  idx_t at = begin;
  const idx_t end = begin + count;
  for (; at < end && (at & 63) != 0; ++at) valid += bit(mask, at) ? 1 : 0;
  for (; at + 64 <= end; at += 64) valid += static_cast<idx_t>(std::popcount(mask[at >> 6]));
  for (; at < end; ++at) valid += bit(mask, at) ? 1 : 0;
  return count - valid;
}

/// Clears the bits behind `length`, so that the next ones can be put.
void clear_tail(std::vector<std::uint8_t>& bits, std::int64_t length) {
  if ((length & 7) != 0)
    bits.back() = static_cast<std::uint8_t>(bits.back() & ((1U << (length & 7)) - 1));
}

std::size_t bytes_for(std::int64_t bits) { return static_cast<std::size_t>((bits + 7) / 8); }

}  // namespace

void append_validity(ColumnData& column, const std::uint64_t* mask, idx_t begin, idx_t count) {
  const idx_t nulls = mask == nullptr ? 0 : count_nulls(mask, begin, count);
  if (nulls == 0 && column.validity.empty()) return;
  if (column.validity.empty() && column.length > 0) {
    column.validity.assign(bytes_for(column.length), 0xFF);
    clear_tail(column.validity, column.length);
  }
  const std::int64_t end = column.length + static_cast<std::int64_t>(count);
  column.validity.resize(bytes_for(end));
  if (mask != nullptr && (column.length & 7) == 0 && (begin & 7) == 0) {
    // DuckDB's masks are whole 64-bit words, and this library runs on little-endian machines only.
    std::memcpy(column.validity.data() + column.length / 8,
                reinterpret_cast<const std::uint8_t*>(mask) + begin / 8,
                bytes_for(static_cast<std::int64_t>(count)));
    clear_tail(column.validity, end);
  } else {
    for (idx_t i = 0; i < count; ++i) {
      put_bit(column.validity.data(), column.length + static_cast<std::int64_t>(i),
              mask == nullptr || bit(mask, begin + i));
    }
  }
  column.null_count += static_cast<std::int64_t>(nulls);
}

void write_validity(duckdb_vector vector, const ColumnData& column, std::int64_t begin,
                    idx_t count) {
  if (column.null_count == 0) return;
  duckdb_vector_ensure_validity_writable(vector);
  std::uint64_t* mask = duckdb_vector_get_validity(vector);
  for (idx_t i = 0; i < count; ++i) {
    if (!column.is_valid(begin + static_cast<std::int64_t>(i)))
      mask[i >> 6] &= ~(std::uint64_t{1} << (i & 63));
  }
}

}  // namespace egregora::duckdb
