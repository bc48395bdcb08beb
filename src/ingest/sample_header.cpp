// SPDX-License-Identifier: Apache-2.0
// The header writer of sample_header.hpp.
#include "ingest/sample_header.hpp"

#include <chrono>
#include <string_view>

namespace egregora {
namespace {

constexpr std::string_view kRightToLeftMark = "\u200F";

void append_ascii(std::string& out, unsigned value, unsigned digits) {
  char text[10];
  for (unsigned i = digits; i > 0; --i) {
    text[i - 1] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(text, digits);
}

}  // namespace

void SampleHeaderWriter::append_number(std::string& out, unsigned value, bool two_digits) const {
  char digits[10];
  int count = 0;
  do {
    digits[count++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value > 0);
  if (two_digits && count == 1) digits[count++] = '0';
  while (count > 0) {
    const char digit = digits[--count];
    if (form_->arabic_digits) {  // U+0660 to U+0669
      out += '\xD9';
      out += static_cast<char>(0xA0 + (digit - '0'));
    } else {
      out += digit;
    }
  }
}

void SampleHeaderWriter::append_date(std::string& out) const {
  const unsigned shown_year = form_->four_digit_year ? year_ : year_ % 100;
  const auto separate = [&] {
    if (form_->arabic_digits) out += kRightToLeftMark;
    out += form_->separator;
  };
  if (form_->order == SampleDateOrder::ymd) {
    append_number(out, shown_year, true);
    separate();
  }
  const bool day_first = form_->order == SampleDateOrder::dmy;
  append_number(out, day_first ? day_ : month_, form_->padded_date);
  separate();
  // Clients that leave the day unpadded with a dot ("3.08.2025") still pad the month.
  append_number(out, day_first ? month_ : day_, form_->padded_date || form_->separator == '.');
  if (form_->order == SampleDateOrder::ymd) return;
  separate();
  append_number(out, shown_year, true);
}

void SampleHeaderWriter::set_day(std::int64_t days) {
  if (days == days_) return;
  const std::chrono::year_month_day civil{std::chrono::sys_days{std::chrono::days{days}}};
  days_ = days;
  year_ = static_cast<unsigned>(static_cast<int>(civil.year()));
  month_ = static_cast<unsigned>(civil.month());
  day_ = static_cast<unsigned>(civil.day());
  date_.clear();
  append_date(date_);
}

void SampleHeaderWriter::append_clock(std::string& out, std::int64_t seconds) const {
  const auto hour = static_cast<unsigned>(seconds / 3600);
  const bool twelve_hours = !form_->am.empty();
  const std::string_view period = hour < 12 ? form_->am : form_->pm;
  if (twelve_hours && form_->period_first) out += period;
  const unsigned shown = twelve_hours ? (hour + 11) % 12 + 1 : hour;
  append_number(out, shown, form_->padded_hour);
  out += ':';
  append_number(out, static_cast<unsigned>(seconds / 60 % 60), true);
  if (form_->ios) {
    out += ':';
    append_number(out, static_cast<unsigned>(seconds % 60), true);
  }
  if (twelve_hours && !form_->period_first) out += period;
}

void SampleHeaderWriter::append(std::string& out, const SampleTime& time) {
  set_day(time.days);
  if (form_->ios) out += '[';
  out += date_;
  out += form_->between;
  append_clock(out, time.seconds);
  out += form_->ios ? "] " : " - ";
}

void SampleHeaderWriter::append_compact_date(std::string& out, const SampleTime& time) {
  set_day(time.days);
  append_ascii(out, year_, 4);
  append_ascii(out, month_, 2);
  append_ascii(out, day_, 2);
}

void SampleHeaderWriter::append_file_time(std::string& out, const SampleTime& time) {
  set_day(time.days);
  append_ascii(out, year_, 4);
  const unsigned rest[] = {month_, day_, static_cast<unsigned>(time.seconds / 3600),
                           static_cast<unsigned>(time.seconds / 60 % 60),
                           static_cast<unsigned>(time.seconds % 60)};
  for (const unsigned part : rest) {
    out += '-';
    append_ascii(out, part, 2);
  }
}

}  // namespace egregora
