// SPDX-License-Identifier: Apache-2.0
// Writes one chat file of the corpus in one style, message after message, and notes the truth
// beside it.
#pragma once

#include "support/chat_corpus.hpp"

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::corpus {

/// splitmix64: the corpus must be the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t roll(std::uint64_t sides);
  bool chance(std::uint64_t percent) { return roll(100) < percent; }
  template <typename Items>
  const auto& pick(const Items& items) {
    return items[roll(std::size(items))];
  }

 private:
  std::uint64_t state_;
};

/// All that differs between clients and stays the same within one file.
struct FileStyle {
  HeaderForm form = {};
  bool byte_order_mark = false;
  bool carriage_returns = false;
  bool final_line_break = true;
  bool four_digit_year = true;
  bool padded_date = true;
  bool padded_hour = true;
  bool marked_brackets = false;  ///< U+200E before some opening brackets
  bool marked_date = false;      ///< U+200F within the date, as Arabic clients write it
  std::string_view comma = ", ";
  std::string_view space_before_period = " ";
  DayPeriod period = {};
  char32_t zero = U'0';
  std::int64_t zone_minutes = 0;  ///< ahead of UTC
};

class ChatWriter {
 public:
  ChatWriter(const FileStyle& style, ChatFile& file) : style_(style), file_(&file) {}

  /// A line before the first header, which belongs to no message.
  void junk(const std::string& line);
  /// One message. `author`: as the file writes it, empty for none; `lines`: the body, marks and
  /// markers included. `truth` holds all but time, line and author; `plain_author`: as it must be
  /// read.
  void message(std::int64_t local_seconds, const std::string& author,
               const std::string& plain_author, const std::vector<std::string>& lines,
               ExpectedMessage truth, bool mark_bracket = false);
  /// The end of the file.
  void finish();

 private:
  void put(std::string_view line);
  std::string header(std::int64_t local_seconds) const;
  std::string date(std::int64_t days) const;
  std::string clock(std::int64_t seconds) const;
  std::string number(unsigned value, bool two_digits) const;

  FileStyle style_;
  ChatFile* file_;
  std::int64_t lines_ = 0;
  bool open_end_ = false;  // the last line is empty
};

}  // namespace egregora::corpus
