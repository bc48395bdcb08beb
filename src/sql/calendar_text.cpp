// SPDX-License-Identifier: Apache-2.0
#include "sql/calendar_text.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <limits>

namespace egregora::detail {

namespace {
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
constexpr std::int64_t kInfinity = std::numeric_limits<std::int64_t>::max();
constexpr std::int32_t kInfiniteDay = std::numeric_limits<std::int32_t>::max();

struct Day {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

/// Proleptic Gregorian, for any 64-bit day (Hinnant, "chrono-compatible low-level date
/// algorithms"): std::chrono's year stops at 32,767, DuckDB's timestamps at 294,247 and its dates
/// beyond.
Day civil(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const auto day_of_era = static_cast<unsigned>(shifted - era * 146'097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2);
  return {year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

struct DayText {
  std::string day;
  bool before_christ;
};

DayText day_text(std::int64_t days) {
  const Day day = civil(days);
  const bool before_christ = day.year < 1;
  const std::int64_t year = before_christ ? 1 - day.year : day.year;
  return {fmt::format("{:04}-{:02}-{:02}", year, day.month, day.day), before_christ};
}

std::string time_text(std::int64_t micros) {
  const std::int64_t seconds = micros / 1'000'000;
  std::string text =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (micros % 1'000'000 != 0) text += fmt::format(".{:06}", micros % 1'000'000);
  return text;
}

/// `value` in units, without asking either engine to read the lowest number, whose positive part
/// it would read first.
template <class I>
void append_unit(std::string& text, I value, const char* unit) {
  if (value == 0) return;
  const bool lowest = value == std::numeric_limits<I>::min();
  text += fmt::format("{}{} {}", text.empty() ? "" : " ", lowest ? value + 1 : value, unit);
  if (lowest) text += fmt::format(" -1 {}", unit);
}
}  // namespace

std::string sql_date_text(Date value, const Dialect& dialect) {
  const auto days = static_cast<std::int64_t>(value.time_since_epoch().count());
  if (days == kInfiniteDay) return "infinity";
  if (days == -kInfiniteDay) return "-infinity";
  const DayText text = day_text(days);
  if (!text.before_christ) return text.day;
  return text.day + (dialect.id() == Dialect::Id::duckdb ? " (BC)" : " BC");
}

std::string sql_timestamp_text(Timestamp value, bool zone, const Dialect& dialect) {
  const std::int64_t micros = value.time_since_epoch().count();
  if (micros == kInfinity) return "infinity";
  if (micros == -kInfinity) return "-infinity";
  const std::int64_t days = micros / kMicrosPerDay - (micros % kMicrosPerDay < 0 ? 1 : 0);
  const DayText text = day_text(days);
  const bool duckdb = dialect.id() == Dialect::Id::duckdb;
  const std::string time = time_text((micros % kMicrosPerDay + kMicrosPerDay) % kMicrosPerDay);
  return fmt::format("{}{} {}{}{}", text.day, text.before_christ && duckdb ? " (BC)" : "", time,
                     zone ? "+00" : "", text.before_christ && !duckdb ? " BC" : "");
}

std::string sql_interval_text(const Interval& value) {
  std::string text;
  append_unit(text, value.months, "months");
  append_unit(text, value.days, "days");
  append_unit(text, value.micros, "microseconds");
  return text.empty() ? "0 days" : text;
}

}  // namespace egregora::detail
