// SPDX-License-Identifier: Apache-2.0
// See clean_text.hpp.
#include "ingest/clean_text.hpp"

#include "ingest/direction_marks.hpp"

namespace egregora::ingest {

namespace {

constexpr std::string_view kIsolate = "\xE2\x81\xA8";     // U+2068
constexpr std::string_view kPopIsolate = "\xE2\x81\xA9";  // U+2069

}  // namespace

CleanText TextCleaner::clean(std::string_view raw, bool may_hold_marks) {
  CleanText result;
  result.text = raw;
  if (!may_hold_marks) return result;
  buffer_.clear();
  mentions_.clear();
  std::size_t name_begin = CleanText::kNone;
  const char* const end = raw.data() + raw.size();
  const char* copied = raw.data();
  const auto copy_until = [&](const char* until) {
    buffer_.append(copied, static_cast<std::size_t>(until - copied));
  };
  for (const char* at = raw.data(); at != end;) {
    const bool carriage_return = *at == '\r' && (at + 1 == end || at[1] == '\n');
    const std::size_t mark = carriage_return ? 1 : mark_length(at, end);
    if (mark == 0) {
      ++at;
      continue;
    }
    copy_until(at);
    if (!carriage_return) {
      result.last_mark = buffer_.size();
      result.led_by_mark = result.led_by_mark || buffer_.empty();
      const std::string_view which(at, mark);
      if (which == kIsolate && buffer_.ends_with('@')) name_begin = buffer_.size();
      if (which == kPopIsolate && name_begin != CleanText::kNone) {
        if (buffer_.size() > name_begin) mentions_.push_back({name_begin, buffer_.size()});
        name_begin = CleanText::kNone;
      }
    }
    at += mark;
    copied = at;
  }
  if (copied == raw.data()) return result;  // a quotation mark or emoji, no direction mark
  copy_until(end);
  result.text = buffer_;
  if (!mentions_.empty()) result.mentions = &mentions_;
  return result;
}

}  // namespace egregora::ingest
