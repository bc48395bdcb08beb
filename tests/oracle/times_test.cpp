// SPDX-License-Identifier: Apache-2.0
// What the parts of times give. Instants are in UTC; what is before 1970 rounds down like the rest.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

OracleForm truncating(const DataType& type, const char* unit) {
  return {{type}, type, [unit](const Inputs& x) { return x[0].truncate(unit); }};
}
ORACLE(Times, truncate) {
  const Scalar time = at("2020-10-20 14:06:45.987654");
  const Scalar early = at("1969-12-31 23:59:59.999999");
  const auto cut = [&](const char* unit, const char* wanted, const char* wanted_early) {
    oracle.gives(truncating(kStamp, unit), {{unit, {time}, at(wanted)},
                                            {"before 1970", {early}, at(wanted_early)},
                                            {"NULL", {kNull}, kNull}});
    oracle.gives(truncating(kInstant, unit),
                 {{unit, {instant("2020-10-20 14:06:45.987654")}, instant(wanted)}});
  };
  cut("year", "2020-01-01", "1969-01-01");
  cut("Y", "2020-01-01", "1969-01-01");
  cut("quarter", "2020-10-01", "1969-10-01");
  cut("month", "2020-10-01", "1969-12-01");
  cut("M", "2020-10-01", "1969-12-01");
  cut("week", "2020-10-19", "1969-12-29");
  cut("day", "2020-10-20", "1969-12-31");
  cut("hour", "2020-10-20 14:00:00", "1969-12-31 23:00:00");
  cut("minute", "2020-10-20 14:06:00", "1969-12-31 23:59:00");
  cut("m", "2020-10-20 14:06:00", "1969-12-31 23:59:00");
  cut("second", "2020-10-20 14:06:45", "1969-12-31 23:59:59");
  cut("millisecond", "2020-10-20 14:06:45.987", "1969-12-31 23:59:59.999");
  cut("microsecond", "2020-10-20 14:06:45.987654", "1969-12-31 23:59:59.999999");
  oracle.gives(truncating(kDate, "Y"), {{"year", {day("2020-07-15")}, day("2020-01-01")},
                                        {"far", {day(9999, 12, 31)}, day(9999, 1, 1)},
                                        {"before Christ", {day(-44, 3, 15)}, day(-44, 1, 1)}});
  oracle.gives(truncating(kDate, "Q"), {{"quarter", {day("2020-10-20")}, day("2020-10-01")}});
  oracle.gives(truncating(kDate, "M"), {{"leap day", {day("2024-02-29")}, day("2024-02-01")}});
  oracle.gives(truncating(kDate, "W"), {{"a Sunday", {day("2020-01-05")}, day("2019-12-30")},
                                        {"a Monday", {day("2020-07-13")}, day("2020-07-13")},
                                        {"before 1970", {day("1969-12-28")}, day("1969-12-22")},
                                        {"NULL", {kNull}, kNull}});
  // What has no end is in no unit.
  oracle.gives(truncating(kStamp, "M"), {{"infinite", {end_of_time()}, end_of_time()},
                                         {"-infinite", {start_of_time()}, start_of_time()}});
  oracle.gives(truncating(kDate, "D"), {{"day", {day("2020-07-13")}, day("2020-07-13")}});
}

ORACLE(Times, date) {
  const auto date = [](const Inputs& x) { return x[0].date(); };
  oracle.gives({{kStamp}, kDate, date},
               {{"noon", {at("2024-02-29 12:00:00")}, day("2024-02-29")},
                {"midnight", {at("2024-03-01")}, day("2024-03-01")},
                {"before 1970", {at("1969-12-31 23:59:59.999999")}, day("1969-12-31")},
                {"far", {at(9999, 12, 31)}, day(9999, 12, 31)},
                {"NULL", {kNull}, kNull}});
  oracle.gives({{kInstant}, kDate, date},
               {{"in UTC", {instant("2024-01-01 00:30:00+01:00")}, day("2023-12-31")}});
  oracle.gives({{kDate}, kDate, date}, {{"of a date", {day("2024-02-29")}, day("2024-02-29")}});
}

/// A part of dates and of both kinds of instants.
void part(const OracleTable& oracle, const std::function<Expr(const Inputs&)>& extract,
          std::int64_t of_leap_day, std::int64_t before_1970, std::int64_t far) {
  const auto rows = [&](const auto& value) {
    return std::vector<OracleRow>{{"leap day", {value(2024, 2U, 29U)}, of_leap_day},
                                  {"before 1970", {value(1969, 12U, 31U)}, before_1970},
                                  {"far", {value(9999, 11U, 30U)}, far},
                                  {"NULL", {kNull}, kNull}};
  };
  const auto of_date = [](int y, unsigned m, unsigned d) { return day(y, m, d); };
  const auto of_time = [](int y, unsigned m, unsigned d) { return at(y, m, d); };
  oracle.gives({{kDate}, kInt64, extract}, rows(of_date));
  oracle.gives({{kStamp}, kInt64, extract}, rows(of_time));
  oracle.gives({{kInstant}, kInt64, extract}, rows(of_time));
}

ORACLE(Times, year) {
  part(
      oracle, [](const Inputs& x) { return x[0].year(); }, 2024, 1969, 9999);
  oracle.gives({{kDate}, kInt64, [](const Inputs& x) { return x[0].year(); }},
               {{"the first year", {day(1, 1, 1)}, 1}, {"before Christ", {day(-44, 3, 15)}, -44}});
}
ORACLE(Times, month) {
  part(
      oracle, [](const Inputs& x) { return x[0].month(); }, 2, 12, 11);
}
ORACLE(Times, day) {
  part(
      oracle, [](const Inputs& x) { return x[0].day(); }, 29, 31, 30);
}
ORACLE(Times, day_of_week) {
  const auto weekday = [](const Inputs& x) { return x[0].day_of_week(); };
  part(oracle, weekday, 3, 2, 1);  // a Thursday, a Wednesday and a Tuesday
  oracle.gives({{kDate}, kInt64, weekday}, {{"Monday", {day("2020-07-13")}, 0},
                                            {"Sunday", {day("2020-07-19")}, 6},
                                            {"1970", {day("1970-01-01")}, 3}});
}

/// A part of instants and of times of day.
void clock_part(const OracleTable& oracle, const std::function<Expr(const Inputs&)>& extract,
                std::int64_t late, std::int64_t early) {
  const std::vector<std::pair<const char*, std::int64_t>> moments = {
      {"23:59:58.999999", late}, {"00:00:00", 0}, {"01:02:03.5", early}};
  for (const auto& [text, wanted] : moments) {
    const std::string moment = text;
    oracle.gives({{kTime}, kInt64, extract}, {{moment, {clock(moment)}, wanted}});
    oracle.gives({{kStamp}, kInt64, extract},
                 {{"1969 " + moment, {at("1969-12-31 " + moment)}, wanted},
                  {"2024 " + moment, {at("2024-02-29 " + moment)}, wanted},
                  {"NULL", {kNull}, kNull}});
    oracle.gives({{kInstant}, kInt64, extract},
                 {{"UTC " + moment, {instant("2024-02-29 " + moment)}, wanted}});
  }
}
ORACLE(Times, hour) {
  clock_part(
      oracle, [](const Inputs& x) { return x[0].hour(); }, 23, 1);
}
ORACLE(Times, minute) {
  clock_part(
      oracle, [](const Inputs& x) { return x[0].minute(); }, 59, 2);
}
ORACLE(Times, second) {
  clock_part(
      oracle, [](const Inputs& x) { return x[0].second(); }, 58, 3);
}

ORACLE(Times, epoch_seconds) {
  const auto seconds = [](const Inputs& x) { return x[0].epoch_seconds(); };
  oracle.gives({{kStamp}, kInt64, seconds},
               {{"the epoch", {at("1970-01-01")}, 0},
                {"floored", {at("1970-01-01 00:00:01.999999")}, 1},
                {"floored before it", {at("1969-12-31 23:59:59.5")}, -1},
                {"before 1969", {at("1969-12-31 23:59:58.999999")}, -2},
                {"far", {at("9999-12-31 23:59:59.999999")}, 253402300799},
                {"the first year", {at("0001-01-01")}, -62135596800},
                {"NULL", {kNull}, kNull}});
  oracle.gives({{kInstant}, kInt64, seconds},
               {{"in UTC", {instant("1970-01-01 00:00:00+01:00")}, -3600}});
  oracle.gives({{kDate}, kInt64, seconds}, {{"a date", {day("2024-12-31")}, 1735603200},
                                            {"a date before 1970", {day("1969-12-31")}, -86400}});
}

ORACLE(Times, make_date) {
  const auto date = [](const Inputs& x) { return date_(x[0], x[1], x[2]); };
  oracle.gives({{kInt64, kInt64, kInt64}, kDate, date},
               {{"a day", {2001, 1, 2}, day("2001-01-02")},
                {"a leap day", {2024, 2, 29}, day("2024-02-29")},
                {"of a century that leaps", {2000, 2, 29}, day("2000-02-29")},
                {"before 1970", {1969, 12, 31}, day("1969-12-31")},
                {"before Christ", {-44, 3, 15}, day(-44, 3, 15)},
                {"NULL", {2024, kNull, 1}, kNull}});
  oracle.fails({{kInt64, kInt64, kInt64}, kDate, date}, {{"no leap year", {2023, 2, 29}},
                                                         {"of a century", {1900, 2, 29}},
                                                         {"month 13", {2024, 13, 1}},
                                                         {"day 0", {2024, 1, 0}}});
}

}  // namespace
}  // namespace egregora::testing
