// SPDX-License-Identifier: Apache-2.0
// See whatsapp_header.hpp. Written by hand: this runs on every line of every chat, twice.
#include "ingest/whatsapp_header.hpp"

#include "ingest/day_period.hpp"
#include "ingest/header_cursor.hpp"

#include <algorithm>

namespace egregora::ingest {

namespace {

bool read_date(HeaderCursor& cursor, Header& header) noexcept {
  for (std::size_t part = 0; part < 3; ++part) {
    if (part > 0) {
      const char separator = cursor.peek();
      if (separator != '/' && separator != '.' && separator != '-') return false;
      if (part == 2 && separator != header.style.date_separator) return false;
      header.style.date_separator = separator;
      cursor.advance(1);
      if (separator == '.') cursor.blanks();  // "12. 5. 2024" of Central Europe
    }
    if (!cursor.number(header.date[part], header.date_digits[part])) return false;
  }
  if (header.style.date_separator == '.') cursor.accept('.');
  const auto& digits = header.date_digits;
  if (digits[0] == 3 || digits[1] > 2 || digits[2] == 3) return false;
  header.style.year_first = digits[0] == 4;
  return digits[0] != 4 || digits[2] <= 2;
}

bool read_two_digits(HeaderCursor& cursor, int& value) noexcept {
  int count = 0;
  return cursor.number(value, count) && count == 2;
}

bool read_time(HeaderCursor& cursor, Header& header) noexcept {
  int hour = 0;
  int minute = 0;
  int second = 0;
  int count = 0;
  DayPeriod period = read_day_period(cursor);
  const bool period_first = period != DayPeriod::none;
  if (period_first) cursor.blanks();
  if (!cursor.number(hour, count) || count > 2) return false;
  header.style.time_separator = cursor.peek();
  if (header.style.time_separator != ':' && header.style.time_separator != '.') return false;
  cursor.advance(1);
  if (!read_two_digits(cursor, minute)) return false;
  if (cursor.accept(header.style.time_separator)) {
    if (!read_two_digits(cursor, second)) return false;
    header.style.seconds = true;
  }
  if (!period_first) {
    HeaderCursor ahead = cursor;
    ahead.blanks();
    period = read_day_period(ahead);
    if (period != DayPeriod::none) cursor = ahead;
  }
  header.style.twelve_hour = period != DayPeriod::none;
  hour = hour_of_day(hour, period);
  header.possible_time = hour >= 0 && minute < 60 && second < 60;
  header.second_of_day = (hour * 60 + minute) * 60 + second;
  return true;
}

bool read_end(HeaderCursor& cursor, bool bracket) noexcept {
  if (bracket) {
    if (!cursor.accept(']')) return false;
    if (cursor.peek() == ' ') cursor.advance(1);
    return true;
  }
  if (cursor.blanks() == 0 || !cursor.dash()) return false;
  if (cursor.at_end()) return true;  // a text editor cut the blank after the dash
  if (cursor.peek() != ' ') return false;
  cursor.advance(1);
  return true;
}

}  // namespace

std::optional<Header> read_header(std::string_view line) noexcept {
  HeaderCursor cursor(line);
  Header header;
  header.style.bracket = cursor.accept('[');
  if (!read_date(cursor, header)) return std::nullopt;
  cursor.comma();
  if (cursor.blanks() == 0) return std::nullopt;
  if (!read_time(cursor, header)) return std::nullopt;
  if (!read_end(cursor, header.style.bracket)) return std::nullopt;
  header.size = cursor.position();
  return header;
}

const Header* HeaderReader::read(std::string_view line) noexcept {
  if (size_ != 0 && line.starts_with(std::string_view(last_.data(), size_))) return &header_;
  const auto fresh = read_header(line);
  if (!fresh) return nullptr;
  header_ = *fresh;
  // Only what ends with its blank is complete whatever follows it.
  const bool complete = header_.size <= last_.size() && line[header_.size - 1] == ' ';
  size_ = complete ? header_.size : 0;
  std::copy_n(line.data(), size_, last_.data());
  return &header_;
}

}  // namespace egregora::ingest
