// SPDX-License-Identifier: Apache-2.0
// What shifting, subtracting, writing and reading times gives.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

// Functions that times share with numbers.
const OracleTable kAdd(FunctionId::add);
const OracleTable kSubtract(FunctionId::subtract);

OracleForm later(const DataType& type, const DataType& result, std::int64_t count,
                 const char* unit) {
  return {{type}, result, [=](const Inputs& x) { return x[0] + interval(count, unit); }};
}
TEST(TimeArithmeticOracle, add) {
  kAdd.gives(later(kStamp, kStamp, 10, "day"),
             {{"days", {at("2020-10-05 08:00:00")}, at("2020-10-15 08:00:00")},
              {"into the next year", {at("2020-12-25 12:04:30")}, at("2021-01-04 12:04:30")},
              {"over 1970", {at("1969-12-31 23:59:59.999999")}, at("1970-01-10 23:59:59.999999")},
              {"NULL", {kNull}, kNull}});
  kAdd.gives(later(kStamp, kStamp, 1, "month"),
             {{"to a shorter month", {at("2024-01-31 10:00:00")}, at("2024-02-29 10:00:00")},
              {"from it", {at("2023-02-28")}, at("2023-03-28")}});
  kAdd.gives(later(kStamp, kStamp, 1, "year"),
             {{"from a leap day", {at("2024-02-29")}, at("2025-02-28")}});
  kAdd.gives(later(kStamp, kStamp, -1, "quarter"),
             {{"backwards", {at("2024-05-31")}, at("2024-02-29")}});
  kAdd.gives(later(kStamp, kStamp, 25, "hour"),
             {{"hours over midnight", {at("2024-02-28 23:30:00")}, at("2024-03-01 00:30:00")}});
  kAdd.gives(later(kStamp, kStamp, 1, "microsecond"),
             {{"to midnight", {at("1999-12-31 23:59:59.999999")}, at("2000-01-01")}});
  kAdd.gives(later(kInstant, kInstant, 2, "week"),
             {{"instants", {instant("2024-02-20")}, instant("2024-03-05")}});
  kAdd.gives(later(kDate, kStamp, 1, "day"),
             {{"a date is an instant then", {day("2024-02-28")}, at("2024-02-29")}});
  kAdd.gives(later(kDate, kStamp, 90, "minute"),
             {{"minutes", {day("2024-02-28")}, at("2024-02-28 01:30:00")}});
  kAdd.gives({{kStamp, kInterval}, kStamp, [](const Inputs& x) { return x[1] + x[0]; }},
             {{"months, days, then time",
               {at("2024-01-31"), Interval{1, 1, 1}},
               at("2024-03-01 00:00:00.000001")},
              {"NULL interval", {at("2024-01-31"), kNull}, kNull}});
}

TEST(TimeArithmeticOracle, subtract) {
  const auto earlier = [](const Inputs& x) { return x[0] - x[1]; };
  kSubtract.gives(
      {{kStamp, kInterval}, kStamp, earlier},
      {{"days", {at("2020-11-10 10:02:15"), Interval{0, 10, 0}}, at("2020-10-31 10:02:15")},
       {"a month", {at("2024-03-31"), Interval{1, 0, 0}}, at("2024-02-29")},
       {"before 1970", {at("1970-01-01"), Interval{0, 0, 1}}, at("1969-12-31 23:59:59.999999")},
       {"a negative one", {at("2024-02-28"), Interval{0, -1, 0}}, at("2024-02-29")},
       {"NULL", {kNull, Interval{0, 1, 0}}, kNull}});
  kSubtract.gives({{kDate, kInterval}, kStamp, earlier},
                  {{"from a date", {day("2024-03-01"), Interval{0, 1, 0}}, at("2024-02-29")}});
}

OracleForm between(const DataType& later_type, const DataType& earlier_type, const char* unit) {
  return {{later_type, earlier_type}, kInt64, [unit](const Inputs& x) {
            return x[0].delta(x[1], unit);
          }};
}
ORACLE(TimeArithmetic, delta) {
  oracle.gives(between(kStamp, kStamp, "minute"),
               {{"a ride", {at("2016-02-01 00:42:28"), at("2016-02-01 00:23:56")}, 19},
                {"a short ride", {at("2016-02-01 00:21:41"), at("2016-02-01 00:12:14")}, 9},
                {"seconds aside", {at("2016-02-01 00:46:14"), at("2016-02-01 00:43:24")}, 3},
                {"over an hour", {at("2016-02-01 01:24:34"), at("2016-02-01 00:55:11")}, 29},
                {"backwards", {at("2016-02-01 00:11:13"), at("2016-02-01 00:16:59")}, -5},
                {"NULL", {kNull, at("2016-02-01")}, kNull},
                {"since NULL", {at("2016-02-01"), kNull}, kNull}});
  oracle.gives(between(kDate, kDate, "day"),
               {{"a day", {day("1992-10-01"), day("1992-09-30")}, 1},
                {"over a leap day", {day("2024-03-01"), day("2024-02-28")}, 2},
                {"backwards", {day("1969-12-31"), day("1970-01-02")}, -2},
                {"none", {day("2024-02-29"), day("2024-02-29")}, 0}});
  oracle.gives(between(kDate, kDate, "year"),
               {{"years", {day("1961-01-20"), day("1953-01-20")}, 8},
                {"boundaries", {day("1963-11-22"), day("1961-01-20")}, 2},
                {"a day", {day("2024-01-01"), day("2023-12-31")}, 1}});
  oracle.gives(between(kDate, kDate, "hour"),
               {{"hours", {day("1961-01-20"), day("1953-01-20")}, 70128}});
  oracle.gives(between(kStamp, kStamp, "day"),
               {{"over midnight", {at("2024-02-29 01:00:00"), at("2024-02-28 23:00:00")}, 1},
                {"within a day", {at("2024-02-28 23:59:59"), at("2024-02-28 00:00:00")}, 0},
                {"before 1970", {at("1969-12-31 01:00:00"), at("1969-12-30 23:00:00")}, 1}});
  oracle.gives(between(kStamp, kStamp, "week"),
               {{"Sunday to Monday", {at("2020-07-13"), at("2020-07-12 23:59:59")}, 1},
                {"Monday to Sunday", {at("2020-07-19 23:59:59"), at("2020-07-13")}, 0},
                {"backwards", {at("2020-07-12"), at("2020-07-20")}, -2},
                {"before 1970", {at("1969-12-29"), at("1969-12-28")}, 1}});
  oracle.gives(between(kStamp, kStamp, "quarter"),
               {{"a second", {at("2024-04-01"), at("2024-03-31 23:59:59")}, 1},
                {"years", {at("2024-01-01"), at("2022-12-31")}, 5}});
  oracle.gives(between(kStamp, kStamp, "month"),
               {{"a day", {at("2024-03-01"), at("2024-02-29")}, 1},
                {"backwards", {at("2023-12-31"), at("2024-01-01")}, -1}});
  oracle.gives(between(kStamp, kStamp, "second"),
               {{"over 1970", {at("1970-01-01 00:00:00.1"), at("1969-12-31 23:59:59.9")}, 1}});
  oracle.gives(between(kStamp, kStamp, "millisecond"),
               {{"milliseconds", {at("2024-01-01 00:00:00.002"), at("2024-01-01")}, 2}});
  oracle.gives(between(kStamp, kStamp, "microsecond"),
               {{"microseconds", {at("2024-01-01 00:00:01"), at("2024-01-01")}, 1000000}});
  oracle.gives(between(kStamp, kDate, "hour"),
               {{"since a date", {at("2024-02-29 05:30:00"), day("2024-02-29")}, 5}});
  oracle.gives(between(kDate, kStamp, "hour"),
               {{"until a date", {day("2024-02-29"), at("2024-02-28 22:59:00")}, 2}});
  oracle.gives(
      between(kInstant, kInstant, "hour"),
      {{"instants", {instant("2024-01-01 00:00:00Z"), instant("2024-01-01 00:00:00+02:00")}, 2}});
}

ORACLE(TimeArithmetic, strftime) {
  const auto written = [](const DataType& type, const char* format) {
    return OracleForm{{type}, kText, [format](const Inputs& x) { return x[0].strftime(format); }};
  };
  oracle.gives(written(kStamp, "%B %-d, %Y at %I:%M %p"),
               {{"morning", {at("2020-10-05 08:00:00")}, "October 5, 2020 at 08:00 AM"},
                {"after noon", {at("2020-12-15 12:04:30")}, "December 15, 2020 at 12:04 PM"},
                {"midnight", {at("2024-02-29")}, "February 29, 2024 at 12:00 AM"},
                {"NULL", {kNull}, kNull}});
  oracle.gives(written(kStamp, "%Y-%m-%d %H:%M:%S.%f"),
               {{"before 1970", {at("1969-12-31 23:59:59.5")}, "1969-12-31 23:59:59.500000"}});
  oracle.gives(written(kStamp, "%a %A %b %j %y %%"),
               {{"names and numbers", {at("2024-12-31")}, "Tue Tuesday Dec 366 24 %"}});
  oracle.gives(written(kDate, "%Y-%m"), {{"a date", {day("2020-11-10")}, "2020-11"}});
  oracle.gives(written(kDate, "\u00e9 '%d'"),
               {{"text around", {day("2024-02-29")}, "\u00e9 '29'"}});
}

ORACLE(TimeArithmetic, as_timestamp) {
  const auto read = [](const char* format) {
    return OracleForm{
        {kText}, kStamp, [format](const Inputs& x) { return x[0].as_timestamp(format); }};
  };
  oracle.gives(read("%Y%m%d"), {{"a day", {"20170206"}, at("2017-02-06")},
                                {"a leap day", {"20240229"}, at("2024-02-29")},
                                {"NULL", {kNull}, kNull}});
  oracle.gives(read("%d.%m.%Y, %H:%M:%S.%f"), {{"microseconds before 1970",
                                                {"31.12.1969, 23:59:59.000001"},
                                                at("1969-12-31 23:59:59.000001")}});
  oracle.gives(read("%d/%m/%y %I:%M %p"),
               {{"noon", {"01/02/24 12:30 PM"}, at("2024-02-01 12:30:00")},
                {"midnight", {"01/02/24 12:30 AM"}, at("2024-02-01 00:30:00")}});
  oracle.fails(read("%Y%m%d"),
               {{"no such day", {"20230229"}}, {"no date", {"x"}}, {"empty", {""}}});
}

ORACLE(TimeArithmetic, as_date) {
  const auto read = [](const Inputs& x) { return x[0].as_date("%Y%m%d"); };
  oracle.gives({{kText}, kDate, read}, {{"a day", {"20170206"}, day("2017-02-06")},
                                        {"before 1970", {"19691231"}, day("1969-12-31")},
                                        {"NULL", {kNull}, kNull}});
  oracle.gives({{kText}, kDate, [](const Inputs& x) { return x[0].as_date("%Y-%m-%d %H:%M"); }},
               {{"its time is left out", {"2024-02-29 23:59"}, day("2024-02-29")}});
  oracle.fails({{kText}, kDate, read}, {{"no such day", {"20230229"}}, {"no date", {"x"}}});
}

}  // namespace
}  // namespace egregora::testing
