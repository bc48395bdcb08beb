// SPDX-License-Identifier: Apache-2.0
// The header that begins every message: `31/12/2024, 23:59 - ` or `[31.12.24, 11:59:30 p. m.] ` and
// their 94 relatives. Only the shape is read here; which part of the date is the day is decided
// once a file elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace egregora::ingest {

/// What all headers of one file have in common.
struct HeaderStyle {
  bool bracket = false;      ///< [date, time] instead of date, time -
  bool year_first = false;   ///< four digits in front
  bool twelve_hour = false;  ///< has an a.m./p.m. marker
  bool seconds = false;
  char date_separator = '/';
  char time_separator = ':';
  friend bool operator==(const HeaderStyle&, const HeaderStyle&) = default;
};

struct Header {
  HeaderStyle style = {};
  std::array<int, 3> date = {};         ///< in the order of the file
  std::array<int, 3> date_digits = {};  ///< digits of each as written
  int second_of_day = 0;
  bool possible_time = true;  ///< false for 25:61 and the like
  std::size_t size = 0;       ///< bytes up to sender and text
};

/// Reads the header at the line's beginning; absent where the line has none.
std::optional<Header> read_header(std::string_view line) noexcept;

/// `read_header` with a memory: people answer each other within the same minute.
class HeaderReader {
 public:
  /// The header at the line's beginning; null where the line has none. Valid until the next call.
  const Header* read(std::string_view line) noexcept;

 private:
  std::array<char, 48> last_ = {};  // bytes of the last header
  std::size_t size_ = 0;            // 0: nothing remembered
  Header header_;
};

/// Cheap test that no header of `style` begins with this line's first byte.
inline bool cannot_begin_header(std::string_view line, const HeaderStyle& style) noexcept {
  if (line.empty()) return true;
  const auto first = static_cast<unsigned char>(line.front());
  if (first >= 0x80) return false;
  return style.bracket ? first != '[' : first < '0' || first > '9';
}

}  // namespace egregora::ingest
