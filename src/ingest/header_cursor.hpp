// SPDX-License-Identifier: Apache-2.0
// Walks over a message header character by character: digits of any script, blanks of any width,
// direction marks passed over wherever they stand. ASCII, the common case, costs one comparison.
#pragma once

#include "ingest/direction_marks.hpp"

#include <cstdint>
#include <string_view>

namespace egregora::ingest {

class HeaderCursor {
 public:
  explicit HeaderCursor(std::string_view line) noexcept
      : begin_(line.data()), at_(begin_), end_(begin_ + line.size()) {}

  /// Reads one to four digits; `count` gets how many. False where there is none.
  bool number(int& value, int& count) noexcept {
    skip_marks();
    value = 0;
    for (count = 0; count < 4; ++count) {
      const int next = digit();
      if (next < 0) break;
      value = value * 10 + next;
    }
    return count > 0;
  }
  /// Passes `expected` if it comes next.
  bool accept(char expected) noexcept {
    skip_marks();
    if (at_ == end_ || *at_ != expected) return false;
    ++at_;
    return true;
  }
  /// The next character if it is ASCII, else '\0'.
  char peek() noexcept {
    skip_marks();
    return at_ == end_ || static_cast<unsigned char>(*at_) >= 0x80 ? '\0' : *at_;
  }
  void advance(std::size_t bytes) noexcept { at_ += bytes; }
  /// Passes a comma: ASCII, Arabic or full-width.
  bool comma() noexcept;
  /// Passes hyphen or dash.
  bool dash() noexcept;
  /// Passes blanks; returns how many.
  int blanks() noexcept {
    // One plain blank, then something plain: nearly always.
    if (end_ - at_ >= 2 && *at_ == ' ' && at_[1] > ' ') {
      ++at_;
      return 1;
    }
    return any_blanks();
  }
  bool at_end() noexcept {
    skip_marks();
    return at_ == end_;
  }
  void skip_marks() noexcept {
    while (at_ != end_ && (static_cast<unsigned char>(*at_) & 0xE0) == 0xE0) {
      const std::size_t mark = mark_length(at_, end_);
      if (mark == 0) return;
      at_ += mark;
    }
  }
  std::string_view rest() const noexcept { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  std::size_t position() const noexcept { return static_cast<std::size_t>(at_ - begin_); }

 private:
  bool starts_with(std::string_view text) const noexcept { return rest().starts_with(text); }
  // Consumes it; -1: none.
  int digit() noexcept {
    if (at_ == end_) return -1;
    const char c = *at_;
    if (c >= '0' && c <= '9') {
      ++at_;
      return c - '0';
    }
    return static_cast<unsigned char>(c) < 0x80 ? -1 : foreign_digit();
  }
  int foreign_digit() noexcept;
  int any_blanks() noexcept;

  const char* begin_;
  const char* at_;
  const char* end_;
};

}  // namespace egregora::ingest
