// SPDX-License-Identifier: Apache-2.0
// Strict reading and exact writing of times, at the edges of the calendar and of 64 bits.
#include <egregora/core/time.hpp>

#include <egregora/core/errors.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace egregora {
namespace {

Timestamp micros(std::int64_t count) { return Timestamp{std::chrono::microseconds{count}}; }

TEST(Time, reads_every_form_of_a_timestamp) {
  EXPECT_EQ(parse_timestamp("1970-01-01"), micros(0));
  EXPECT_EQ(parse_timestamp("1970-01-02 00:00"), micros(86'400'000'000));
  EXPECT_EQ(parse_timestamp("2024-02-29T12:34:56"), micros(1'709'210'096'000'000));
  EXPECT_EQ(parse_timestamp("2024-02-29 12:34:56.5"), micros(1'709'210'096'500'000));
  EXPECT_EQ(parse_timestamp("2024-02-29 12:34:56.000001Z"), micros(1'709'210'096'000'001));
  EXPECT_EQ(parse_timestamp("2024-02-29 12:34:56+02:30"), parse_timestamp("2024-02-29 10:04:56"));
  EXPECT_EQ(parse_timestamp("2024-02-29 12:34-03"), parse_timestamp("2024-02-29 15:34"));
  EXPECT_EQ(parse_timestamp("1969-12-31 23:59:59.999999"), micros(-1));
}

TEST(Time, refuses_what_is_no_timestamp) {
  for (const char* text : {"",
                           "2024",
                           "2024-1-05",
                           "2024-13-01",
                           "2024-02-30",
                           "2023-02-29",
                           "1900-02-29",
                           "-0001-01-01",
                           "2024-01-05 ",
                           "2024-01-05 1:00",
                           "2024-01-05 24:00",
                           "2024-01-05 12:60",
                           "2024-01-05 12:00:60",
                           "2024-01-05 12:00:00.",
                           "2024-01-05 12:00:00.1234567",
                           "2024-01-05 12:00z",
                           "2024-01-05 12:00+2",
                           "2024-01-05 12:00+02:",
                           "2024-01-05Z",
                           " 2024-01-05",
                           "2024-01-05 12:00 ",
                           "2024/01/05",
                           "2024-01-05 12.00"}) {
    EXPECT_THROW(parse_timestamp(text), TypeError) << text;
  }
}

TEST(Time, names_the_refused_text) {
  try {
    parse_date("2024-02-30");
    FAIL() << "did not throw";
  } catch (const TypeError& error) {
    EXPECT_NE(std::string(error.what()).find("'2024-02-30'"), std::string::npos);
  }
  EXPECT_THROW(parse_date("2024-02-01 "), TypeError);
}

TEST(Time, writes_microseconds_only_where_there_are_some) {
  EXPECT_EQ(format_timestamp(micros(0)), "1970-01-01 00:00:00");
  EXPECT_EQ(format_timestamp(micros(1)), "1970-01-01 00:00:00.000001");
  EXPECT_EQ(format_timestamp(micros(-1)), "1969-12-31 23:59:59.999999");
  EXPECT_EQ(format_timestamp(parse_timestamp("0000-01-01 00:00")), "0000-01-01 00:00:00");
  EXPECT_EQ(format_timestamp(parse_timestamp("9999-12-31 23:59:59.999999")),
            "9999-12-31 23:59:59.999999");
}

TEST(Time, writes_the_ends_of_the_range) {
  EXPECT_EQ(format_timestamp(micros(std::numeric_limits<std::int64_t>::max())),
            "294247-01-10 04:00:54.775807");
  EXPECT_EQ(format_timestamp(micros(std::numeric_limits<std::int64_t>::min())),
            "-290308-12-21 19:59:05.224192");
}

TEST(Time, every_day_of_nine_centuries_survives_the_round_trip) {
  for (int day = -200'000; day <= 130'000; ++day) {
    const Date date{std::chrono::days{day}};
    ASSERT_EQ(parse_date(format_date(date)), date) << day;
  }
}

TEST(Time, writes_times_of_day) {
  EXPECT_EQ(format_time(TimeOfDay{0}), "00:00:00");
  EXPECT_EQ(format_time(TimeOfDay{86'400'000'000}), "24:00:00");
  EXPECT_EQ(format_time(TimeOfDay{3'723'000'004}), "01:02:03.000004");
}

TEST(Time, writes_intervals_by_their_parts) {
  EXPECT_EQ(format_interval({}), "00:00:00");
  EXPECT_EQ(format_interval({.months = 1, .days = 2, .micros = 10'800'000'000}),
            "1 month 2 days 03:00:00");
  EXPECT_EQ(format_interval({.months = 26, .days = 1}), "2 years 2 months 1 day");
  EXPECT_EQ(format_interval({.months = -1, .micros = -1}), "-1 month -00:00:00.000001");
  EXPECT_EQ(format_interval({.micros = 360'000'000'000}), "100:00:00");
}

TEST(Time, the_system_clock_goes_forward) {
  const Timestamp before = system_clock()->now();
  EXPECT_GT(before, parse_timestamp("2024-01-01"));
  EXPECT_LE(before, system_clock()->now());
}

}  // namespace
}  // namespace egregora
