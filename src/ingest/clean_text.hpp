// SPDX-License-Identifier: Apache-2.0
// A message's text without direction marks, byte order marks and carriage returns at line ends, and
// what the marks told before they went: WhatsApp puts one in front of its own words and around
// mentioned names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::ingest {

/// A stretch of text, [begin, end).
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Lifetime: `text` views the input or the cleaner's buffer, until its next call.
struct CleanText {
  static constexpr std::size_t kNone = std::string_view::npos;
  std::string_view text = {};
  bool led_by_mark = false;
  std::size_t last_mark = kNone;  ///< where in `text` the last mark stood
  const std::vector<TextSpan>* mentions =
      {};  ///< names between U+2068 and U+2069 after '@'; null: none
};

class TextCleaner {
 public:
  /// `may_hold_marks`: false promises that nothing has to be removed, and costs nothing.
  CleanText clean(std::string_view raw, bool may_hold_marks);

 private:
  std::string buffer_;
  std::vector<TextSpan> mentions_;
};

}  // namespace egregora::ingest
