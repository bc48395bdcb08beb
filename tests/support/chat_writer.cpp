// SPDX-License-Identifier: Apache-2.0
// The writer of chat_writer.hpp.
#include "support/chat_writer.hpp"

#include <chrono>
#include <utility>

namespace egregora::corpus {
namespace {

constexpr std::int64_t kDay = 86'400;

/// UTF-8 of a code point of up to three bytes; no digit needs more.
std::string utf8(char32_t point) {
  if (point < 0x80) return {static_cast<char>(point)};
  if (point < 0x800) {
    return {static_cast<char>(0xC0 | (point >> 6)), static_cast<char>(0x80 | (point & 0x3F))};
  }
  return {static_cast<char>(0xE0 | (point >> 12)), static_cast<char>(0x80 | ((point >> 6) & 0x3F)),
          static_cast<char>(0x80 | (point & 0x3F))};
}

}  // namespace

std::uint64_t Dice::roll(std::uint64_t sides) {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return (z ^ (z >> 31)) % sides;
}

void ChatWriter::put(std::string_view line) {
  if (lines_ > 0) file_->text += style_.carriage_returns ? "\r\n" : "\n";
  if (lines_ == 0 && style_.byte_order_mark) file_->text += "\uFEFF";
  file_->text += line;
  open_end_ = line.empty();
  ++lines_;
}

void ChatWriter::finish() {
  // An empty last line exists only by the break behind it.
  if (style_.final_line_break || open_end_) file_->text += style_.carriage_returns ? "\r\n" : "\n";
}

void ChatWriter::junk(const std::string& line) {
  put(line);
  file_->rejects.push_back({.line = lines_, .text = line});
}

void ChatWriter::message(std::int64_t local_seconds, const std::string& author,
                         const std::string& plain_author, const std::vector<std::string>& lines,
                         ExpectedMessage truth, bool mark_bracket) {
  std::string first = mark_bracket ? "\u200E" : "";
  first += header(local_seconds);
  if (!author.empty()) first += author + ": ";
  put(first + lines.front());
  truth.line = lines_;
  for (std::size_t i = 1; i < lines.size(); ++i) put(lines[i]);
  const std::int64_t shown =
      style_.form.seconds ? local_seconds : local_seconds - local_seconds % 60;
  truth.timestamp = Timestamp{std::chrono::seconds{shown - style_.zone_minutes * 60}};
  if (!plain_author.empty()) truth.author = plain_author;
  file_->messages.push_back(std::move(truth));
}

std::string ChatWriter::number(unsigned value, bool two_digits) const {
  std::string digits = std::to_string(value);
  if (two_digits && digits.size() == 1) digits.insert(0, "0");
  std::string out;
  for (const char digit : digits) out += utf8(style_.zero + static_cast<char32_t>(digit - '0'));
  return out;
}

std::string ChatWriter::date(std::int64_t days) const {
  const std::chrono::year_month_day civil{std::chrono::sys_days{std::chrono::days{days}}};
  const auto full_year = static_cast<unsigned>(static_cast<int>(civil.year()));
  const std::string year = number(style_.four_digit_year ? full_year : full_year % 100, true);
  const std::string month = number(static_cast<unsigned>(civil.month()), style_.padded_date);
  const std::string day = number(static_cast<unsigned>(civil.day()), style_.padded_date);
  const std::string separator =
      (style_.marked_date ? "\u200F" : "") + std::string(1, style_.form.separator);
  switch (style_.form.order) {
    case DateOrder::ymd:
      return year + separator + month + separator + day;
    case DateOrder::ydm:
      return year + separator + day + separator + month;
    case DateOrder::mdy:
      return month + separator + day + separator + year;
    default:
      return day + separator + month + separator + year;
  }
}

std::string ChatWriter::clock(std::int64_t seconds) const {
  const auto hour = static_cast<unsigned>(seconds / 3600);
  unsigned shown = hour;
  if (style_.form.twelve_hours) shown = style_.period.from_zero ? hour % 12 : (hour + 11) % 12 + 1;
  std::string out = number(shown, style_.padded_hour) + ":" +
                    number(static_cast<unsigned>(seconds / 60 % 60), true);
  if (style_.form.seconds) out += ":" + number(static_cast<unsigned>(seconds % 60), true);
  if (!style_.form.twelve_hours) return out;
  const std::string period(hour < 12 ? style_.period.am : style_.period.pm);
  return style_.period.before_time ? period + out
                                   : out + std::string(style_.space_before_period) + period;
}

std::string ChatWriter::header(std::int64_t local_seconds) const {
  const std::int64_t days = local_seconds / kDay;
  const std::string stamp = date(days) + std::string(style_.comma) + clock(local_seconds % kDay);
  return style_.form.brackets ? "[" + stamp + "] " : stamp + " - ";
}

}  // namespace egregora::corpus
