// SPDX-License-Identifier: Apache-2.0
// Numbers as text; std::to_chars does the work for the widths that it knows.
#include "data/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace egregora::detail {
namespace {

template <class F>
std::string shortest_text(F value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace

std::string integer_text(int128_t value) {
  // Digits are taken from the negative side, which is the longer one: the lowest value has no
  // positive counterpart.
  const bool negative = value < 0;
  if (!negative) value = -value;
  std::string digits;
  do {
    digits += static_cast<char>('0' - static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  if (negative) digits += '-';
  return {digits.rbegin(), digits.rend()};
}

std::string decimal_text(int128_t unscaled, int scale) {
  std::string text = integer_text(unscaled);
  if (scale == 0) return text;
  const std::size_t sign = unscaled < 0 ? 1 : 0;
  const auto behind = static_cast<std::size_t>(scale);
  if (text.size() - sign <= behind) text.insert(sign, behind + 1 - (text.size() - sign), '0');
  text.insert(text.size() - behind, 1, '.');
  return text;
}

std::string floating_text(double value) { return shortest_text(value); }
std::string floating_text(float value) { return shortest_text(value); }

}  // namespace egregora::detail
