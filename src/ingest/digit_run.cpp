// SPDX-License-Identifier: Apache-2.0
// See digit_run.hpp.
#include "ingest/digit_run.hpp"

#include "ingest/direction_marks.hpp"

namespace egregora::ingest {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Bytes of the hyphens and dashes beyond ASCII (U+2010 to U+2013), or 0.
std::size_t dash_length(std::string_view text, std::size_t at) noexcept {
  if (at + 2 >= text.size() || static_cast<unsigned char>(text[at]) != 0xE2) return 0;
  const auto last = static_cast<unsigned char>(text[at + 2]);
  return static_cast<unsigned char>(text[at + 1]) == 0x80 && last >= 0x90 && last <= 0x93 ? 3 : 0;
}

// Reads a separator at `at`; returns its bytes, 0 where there is none.
std::size_t separator_at(std::string_view text, std::size_t at, char& separator) noexcept {
  if (at >= text.size()) return 0;
  const char c = text[at];
  if (c == '-' || c == '.' || c == '/') {
    separator = c;
    return 1;
  }
  if (const std::size_t dash = dash_length(text, at)) {
    separator = '-';
    return dash;
  }
  separator = ' ';
  return blank_length(text.data() + at, text.data() + text.size());
}

// Reads one group with the parentheses around it; returns the position behind, 0 where there is
// none.
std::size_t read_group(std::string_view text, std::size_t at, DigitGroup& group) noexcept {
  group.in_parentheses = at < text.size() && text[at] == '(';
  if (group.in_parentheses) ++at;
  group.begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  group.end = at;
  if (group.size() == 0) return 0;
  if (!group.in_parentheses) return at;
  return at < text.size() && text[at] == ')' ? at + 1 : 0;
}

}  // namespace

DigitRun read_digit_run(std::string_view text, std::size_t at) noexcept {
  DigitRun run;
  run.text = text;
  run.begin = run.after = at;
  run.plus = text[at] == '+';
  if (run.plus) ++at;
  while (run.count < DigitRun::kMaxGroups) {
    DigitGroup group;
    const std::size_t behind = read_group(text, at, group);
    if (behind == 0) break;
    run.groups[run.count++] = group;
    run.after = behind;
    char separator = ' ';
    std::size_t size = separator_at(text, behind, separator);
    const bool next_in_parentheses = behind + size < text.size() && text[behind + size] == '(';
    if (size == 0 && !group.in_parentheses && !next_in_parentheses) break;
    run.groups[run.count - 1].separator = separator;
    at = behind + size;
  }
  return run;
}

}  // namespace egregora::ingest
