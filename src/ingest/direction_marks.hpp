// SPDX-License-Identifier: Apache-2.0
// The invisible characters that exports sprinkle over names, headers and texts, recognised byte by
// byte: direction marks U+200E/F, U+202A-E, U+2066-9 and the byte order mark. Nothing else counts
// as invisible.
#pragma once

#include <cstddef>

namespace egregora::ingest {

/// Bytes of the direction mark or byte order mark at `at`, or 0. All of them are three bytes long.
inline std::size_t mark_length(const char* at, const char* end) noexcept {
  if (end - at < 3) return 0;
  const auto first = static_cast<unsigned char>(at[0]);
  if (first != 0xE2 && first != 0xEF) return 0;
  const auto second = static_cast<unsigned char>(at[1]);
  const auto third = static_cast<unsigned char>(at[2]);
  if (first == 0xEF) return second == 0xBB && third == 0xBF ? 3 : 0;
  if (second == 0x80)
    return third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE) ? 3 : 0;
  return second == 0x81 && third >= 0xA6 && third <= 0xA9 ? 3 : 0;
}

/// Bytes of the blank at `at` (space, tab, no-break, thin or narrow no-break space), or 0.
inline std::size_t blank_length(const char* at, const char* end) noexcept {
  if (at == end) return 0;
  if (*at == ' ' || *at == '\t') return 1;
  const auto first = static_cast<unsigned char>(at[0]);
  if (first == 0xC2 && end - at >= 2) return static_cast<unsigned char>(at[1]) == 0xA0 ? 2 : 0;
  if (first != 0xE2 || end - at < 3 || static_cast<unsigned char>(at[1]) != 0x80) return 0;
  const auto third = static_cast<unsigned char>(at[2]);
  return third == 0xAF || third == 0x89 ? 3 : 0;
}

}  // namespace egregora::ingest
