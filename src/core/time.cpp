// SPDX-License-Identifier: Apache-2.0
// Reading and writing points and lengths of time. By hand, because the C++ library of GCC 12
// neither parses nor formats dates, and in 64 bits, because std::chrono::year ends long before a
// 64-bit count of microseconds does.
#include <egregora/core/time.hpp>

#include <egregora/core/errors.hpp>

#include <optional>

namespace egregora {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

struct CivilDay {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

/// Days since 1970-01-01 to the proleptic Gregorian calendar. Years are counted from March, in eras
/// of 400 of them (146,097 days each), so that the leap day is a year's last; 719,468 days lie
/// between 0000-03-01 and 1970-01-01.
CivilDay civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned march_month = (5 * day_of_year + 2) / 153;
  const unsigned day = day_of_year - (153 * march_month + 2) / 5 + 1;
  const unsigned month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

/// Takes fields off the front of a text; every call says whether it found what it wants.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly `digits` digits whose value is at most `highest`.
  std::optional<int> number(std::size_t digits, int highest) {
    if (rest_.size() < digits) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    if (value > highest) return std::nullopt;
    return value;
  }
  /// One to six digits of a fraction, as microseconds.
  std::optional<int> fraction() {
    int value = 0;
    int scale = 100'000;
    std::size_t used = 0;
    for (; used < rest_.size() && rest_[used] >= '0' && rest_[used] <= '9'; ++used) {
      if (used == 6) return std::nullopt;
      value += (rest_[used] - '0') * scale;
      scale /= 10;
    }
    rest_.remove_prefix(used);
    if (used == 0) return std::nullopt;
    return value;
  }

 private:
  std::string_view rest_;
};

std::optional<Date> read_date(Reader& in) {
  const auto year = in.number(4, 9999);
  if (!year || !in.take('-')) return std::nullopt;
  const auto month = in.number(2, 12);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.number(2, 31);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

/// "HH:MM[:SS[.ffffff]]" as microseconds since midnight.
std::optional<std::int64_t> read_time(Reader& in) {
  const auto hours = in.number(2, 23);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.number(2, 59);
  if (!minutes) return std::nullopt;
  std::int64_t micros = (*hours * 60LL + *minutes) * 60 * kMicrosPerSecond;
  if (!in.take(':')) return micros;
  const auto seconds = in.number(2, 59);
  if (!seconds) return std::nullopt;
  micros += *seconds * kMicrosPerSecond;
  if (!in.take('.')) return micros;
  const auto fraction = in.fraction();
  if (!fraction) return std::nullopt;
  return micros + *fraction;
}

/// Nothing, "Z" or "+HH[:MM]", as the microseconds to take off.
std::optional<std::int64_t> read_offset(Reader& in) {
  if (in.done() || in.take('Z')) return 0;
  const bool behind = in.take('-');
  if (!behind && !in.take('+')) return std::nullopt;
  const auto hours = in.number(2, 23);
  if (!hours) return std::nullopt;
  std::int64_t minutes = *hours * 60LL;
  if (in.take(':')) {
    const auto extra = in.number(2, 59);
    if (!extra) return std::nullopt;
    minutes += *extra;
  }
  return (behind ? -minutes : minutes) * 60 * kMicrosPerSecond;
}

std::optional<Timestamp> read_timestamp(std::string_view text) {
  Reader in(text);
  const auto date = read_date(in);
  if (!date) return std::nullopt;
  const Timestamp midnight{*date};
  if (in.done()) return midnight;
  if (!in.take(' ') && !in.take('T')) return std::nullopt;
  const auto time = read_time(in);
  if (!time) return std::nullopt;
  const auto offset = read_offset(in);
  if (!offset || !in.done()) return std::nullopt;
  return midnight + std::chrono::microseconds{*time - *offset};
}

void append_padded(std::string& out, std::uint64_t value, std::size_t digits) {
  const std::string text = std::to_string(value);
  if (text.size() < digits) out.append(digits - text.size(), '0');
  out += text;
}

void append_day(std::string& out, std::int64_t days) {
  const CivilDay civil = civil_from_days(days);
  if (civil.year < 0) out += '-';
  append_padded(out, static_cast<std::uint64_t>(civil.year < 0 ? -civil.year : civil.year), 4);
  out += '-';
  append_padded(out, civil.month, 2);
  out += '-';
  append_padded(out, civil.day, 2);
}

void append_time(std::string& out, std::uint64_t micros) {
  const std::uint64_t seconds = micros / kMicrosPerSecond;
  append_padded(out, seconds / 3600, 2);
  out += ':';
  append_padded(out, seconds / 60 % 60, 2);
  out += ':';
  append_padded(out, seconds % 60, 2);
  if (micros % kMicrosPerSecond == 0) return;
  out += '.';
  append_padded(out, micros % kMicrosPerSecond, 6);
}

/// The magnitude of a signed count, also of the lowest one.
std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value)
                   : static_cast<std::uint64_t>(value);
}

void append_unit(std::string& out, std::int64_t count, std::string_view unit) {
  if (count == 0) return;
  if (!out.empty()) out += ' ';
  out += std::to_string(count);
  out.append(" ").append(unit);
  if (count != 1 && count != -1) out += 's';
}

class SystemClock final : public Clock {
 public:
  Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
  }
};

}  // namespace

Timestamp parse_timestamp(std::string_view text) {
  if (const auto value = read_timestamp(text)) return *value;
  throw TypeError("not a timestamp (expected YYYY-MM-DD[ HH:MM[:SS[.ffffff]][Z or +HH[:MM]]]): '" +
                  std::string(text) + "'");
}

Date parse_date(std::string_view text) {
  Reader in(text);
  const auto date = read_date(in);
  if (date && in.done()) return *date;
  throw TypeError("not a date (expected YYYY-MM-DD): '" + std::string(text) + "'");
}

std::string format_timestamp(Timestamp value) {
  const std::int64_t micros = value.time_since_epoch().count();
  // Rounds down, not towards zero: an instant before 1970 belongs to the day that it is in.
  const std::int64_t days = micros / kMicrosPerDay - (micros % kMicrosPerDay < 0 ? 1 : 0);
  std::string out;
  out.reserve(26);
  append_day(out, days);
  out += ' ';
  append_time(out,
              static_cast<std::uint64_t>((micros % kMicrosPerDay + kMicrosPerDay) % kMicrosPerDay));
  return out;
}

std::string format_date(Date value) {
  std::string out;
  append_day(out, value.time_since_epoch().count());
  return out;
}

std::string format_time(TimeOfDay value) {
  std::string out;
  if (value.count() < 0) out += '-';
  append_time(out, magnitude(value.count()));
  return out;
}

std::string format_interval(const Interval& value) {
  std::string out;
  append_unit(out, value.months / 12, "year");
  append_unit(out, value.months % 12, "month");
  append_unit(out, value.days, "day");
  if (value.micros == 0 && !out.empty()) return out;
  if (!out.empty()) out += ' ';
  if (value.micros < 0) out += '-';
  append_time(out, magnitude(value.micros));
  return out;
}

Clock::~Clock() = default;

std::shared_ptr<const Clock> system_clock() {
  static const auto clock = std::make_shared<const SystemClock>();
  return clock;
}

}  // namespace egregora
