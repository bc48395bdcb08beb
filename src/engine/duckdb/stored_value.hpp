// SPDX-License-Identifier: Apache-2.0
// How DuckDB lays out the values whose form differs from ours.
#pragma once

#include <duckdb.h>

#include <egregora/core/uuid.hpp>
#include <egregora/data/scalar.hpp>

#include <cstring>
#include <string_view>

namespace egregora::duckdb {

/// DuckDB keeps a UUID as a signed 128-bit number with its top bit flipped, so that numbers sort as
/// texts do.
inline duckdb_hugeint stored_uuid(const Uuid& value) {
  std::uint64_t high;
  std::uint64_t low;
  std::memcpy(&high, value.bytes().data(), 8);
  std::memcpy(&low, value.bytes().data() + 8, 8);
  constexpr std::uint64_t kTopBit = std::uint64_t{1} << 63;
  return {__builtin_bswap64(low), static_cast<std::int64_t>(__builtin_bswap64(high) ^ kTopBit)};
}

inline Uuid loaded_uuid(const duckdb_hugeint& value) {
  constexpr std::uint64_t kTopBit = std::uint64_t{1} << 63;
  const std::uint64_t high = __builtin_bswap64(static_cast<std::uint64_t>(value.upper) ^ kTopBit);
  const std::uint64_t low = __builtin_bswap64(value.lower);
  std::array<std::uint8_t, 16> bytes;
  std::memcpy(bytes.data(), &high, 8);
  std::memcpy(bytes.data() + 8, &low, 8);
  return Uuid(bytes);
}

inline std::string_view loaded_text(const duckdb_string_t& value) {
  const std::uint32_t length = value.value.inlined.length;
  return {length <= sizeof(value.value.inlined.inlined) ? value.value.inlined.inlined
                                                        : value.value.pointer.ptr,
          length};
}

/// Refers to `text` where it is longer than 12 bytes; the caller keeps it until DuckDB has copied
/// it.
inline duckdb_string_t stored_text(std::string_view text) {
  duckdb_string_t value = {};
  value.value.inlined.length = static_cast<std::uint32_t>(text.size());
  if (text.size() <= sizeof(value.value.inlined.inlined)) {
    if (!text.empty()) std::memcpy(value.value.inlined.inlined, text.data(), text.size());
  } else {
    std::memcpy(value.value.pointer.prefix, text.data(), sizeof(value.value.pointer.prefix));
    value.value.pointer.ptr = const_cast<char*>(text.data());
  }
  return value;
}

inline duckdb_hugeint stored_int128(int128_t value) {
  return {static_cast<std::uint64_t>(value), static_cast<std::int64_t>(value >> 64)};
}

}  // namespace egregora::duckdb
