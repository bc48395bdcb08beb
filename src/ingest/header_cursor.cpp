// SPDX-License-Identifier: Apache-2.0
// The slow half of the cursor: digits and punctuation beyond ASCII.
#include "ingest/header_cursor.hpp"

#include <array>

namespace egregora::ingest {

namespace {

// Code points of the digit zero of the scripts that phones write dates in; the other nine follow
// each.
constexpr std::array<std::uint32_t, 19> kZeros = {
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
    0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10};

}  // namespace

int HeaderCursor::foreign_digit() noexcept {
  const auto byte = [this](int i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(at_[i]));
  };
  const std::ptrdiff_t left = end_ - at_;
  std::uint32_t code = 0;
  int size = 0;
  if (left >= 2 && byte(0) >= 0xC2 && byte(0) <= 0xDF) {
    code = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    size = 2;
  } else if (left >= 3 && byte(0) >= 0xE0 && byte(0) <= 0xEF) {
    code = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    size = 3;
  } else {
    return -1;
  }
  for (const std::uint32_t zero : kZeros) {
    if (code >= zero && code < zero + 10) {
      at_ += size;
      return static_cast<int>(code - zero);
    }
  }
  return -1;
}

bool HeaderCursor::comma() noexcept {
  if (accept(',')) return true;
  for (const std::string_view other : {"\xD8\x8C", "\xEF\xBC\x8C", "\xE3\x80\x81"}) {
    if (starts_with(other)) {
      at_ += other.size();
      return true;
    }
  }
  return false;
}

bool HeaderCursor::dash() noexcept {
  if (accept('-')) return true;
  for (const std::string_view other : {"\xE2\x80\x93", "\xE2\x80\x94"}) {
    if (starts_with(other)) {
      at_ += other.size();
      return true;
    }
  }
  return false;
}

int HeaderCursor::any_blanks() noexcept {
  int count = 0;
  for (;;) {
    skip_marks();
    const std::size_t blank = blank_length(at_, end_);
    if (blank == 0) return count;
    at_ += blank;
    ++count;
  }
}

}  // namespace egregora::ingest
