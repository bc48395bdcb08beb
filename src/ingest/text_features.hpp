// SPDX-License-Identifier: Apache-2.0
// One pass over a message's bytes that says which of the slower looks are worth taking. Most
// messages need none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace egregora::ingest {

/// What occurs in a text.
struct TextFeatures {
  std::uint32_t digits = 0;
  bool marks = false;  ///< bytes that may begin a direction mark, or '\r'
  bool at_sign = false;
  bool markup = false;  ///< < ( or a line break: media markers are possible
  bool colon = false;
};

namespace feature_bits {
inline constexpr std::uint8_t kDigit = 1;
inline constexpr std::uint8_t kMarks = 2;
inline constexpr std::uint8_t kAtSign = 4;
inline constexpr std::uint8_t kMarkup = 8;
inline constexpr std::uint8_t kColon = 16;

inline constexpr std::array<std::uint8_t, 256> kTable = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = kDigit;
  table[0xE2] = table[0xEF] = table['\r'] = kMarks;
  table['@'] = kAtSign;
  table['<'] = table['('] = table['\n'] = kMarkup;
  table[':'] = kColon;
  return table;
}();
}  // namespace feature_bits

inline TextFeatures features_of(std::string_view text) noexcept {
  std::uint32_t seen = 0;
  std::uint32_t digits = 0;
  for (const char c : text) {
    const std::uint32_t bits = feature_bits::kTable[static_cast<unsigned char>(c)];
    seen |= bits;
    digits += bits & feature_bits::kDigit;
  }
  TextFeatures features;
  features.digits = digits;
  features.marks = (seen & feature_bits::kMarks) != 0;
  features.at_sign = (seen & feature_bits::kAtSign) != 0;
  features.markup = (seen & feature_bits::kMarkup) != 0;
  features.colon = (seen & feature_bits::kColon) != 0;
  return features;
}

}  // namespace egregora::ingest
