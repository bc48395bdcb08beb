// SPDX-License-Identifier: Apache-2.0
// UTF-8 at the door: a stream that refuses bad bytes by their offset, and one that replaces them by
// U+FFFD. Everything behind it may take its text for valid UTF-8 without NUL.
#pragma once

#include "ingest/text_source.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace egregora::ingest {

/// Checks UTF-8 piece by piece; a character may be split between two pieces.
class Utf8Checker {
 public:
  /// Offset (from the start of `piece`, negative where it began in an earlier one) of the first bad
  /// or NUL byte. `npos` where the piece is fine so far.
  static constexpr std::ptrdiff_t kFine = PTRDIFF_MAX;
  std::ptrdiff_t check(std::string_view piece);
  /// True where the text ended inside a character. Call after the last piece.
  bool unfinished() const noexcept { return missing_ > 0; }
  /// Bytes of the unfinished character seen so far.
  int pending() const noexcept { return seen_; }

 private:
  bool begin(unsigned char lead) noexcept;
  bool go_on(unsigned char byte) noexcept;

  int missing_ = 0;           // continuation bytes still expected
  int seen_ = 0;              // bytes of the current character already passed
  unsigned char low_ = 0x80;  // bounds of the next continuation byte
  unsigned char high_ = 0xBF;
};

/// Hands bytes on untouched; throws IngestError with the offset of the first byte that is no UTF-8.
std::unique_ptr<TextStream> checked_utf8(std::unique_ptr<TextStream> inner, std::string file);

/// Replaces every byte sequence that is no UTF-8, and NUL, by U+FFFD. Equal input gives equal
/// output, however read.
std::unique_ptr<TextStream> lossy_utf8(std::unique_ptr<TextStream> inner);

}  // namespace egregora::ingest
