// SPDX-License-Identifier: Apache-2.0
// Wall-clock times to instants, at the edges where clocks change.
#include "database/local_clock.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/database/timezone.hpp>

#include <gtest/gtest.h>

namespace egregora::detail {
namespace {

std::string instant(LocalClock& clock, std::string_view local) {
  const auto seconds = parse_timestamp(local).time_since_epoch().count() / 1'000'000;
  return format_timestamp(clock.to_instant(seconds));
}

TEST(LocalClock, leaves_utc_alone) {
  LocalClock clock("UTC");
  EXPECT_EQ(instant(clock, "2024-05-31 21:07:33"), "2024-05-31 21:07:33");
}

TEST(LocalClock, shifts_by_the_offset_of_the_day) {
  LocalClock clock("Europe/Berlin");
  EXPECT_EQ(instant(clock, "2024-01-15 12:00"), "2024-01-15 11:00:00");
  EXPECT_EQ(instant(clock, "2024-07-15 12:00"), "2024-07-15 10:00:00");
  EXPECT_EQ(instant(clock, "2024-01-15 12:00"), "2024-01-15 11:00:00");
}

TEST(LocalClock, takes_the_first_of_a_time_shown_twice) {
  LocalClock clock("Europe/Berlin");
  EXPECT_EQ(instant(clock, "2024-10-27 02:30"), "2024-10-27 00:30:00");
  EXPECT_EQ(instant(clock, "2024-10-27 03:00"), "2024-10-27 02:00:00");
}

TEST(LocalClock, moves_a_skipped_time_on_by_the_gap) {
  LocalClock clock("Europe/Berlin");
  EXPECT_EQ(instant(clock, "2024-03-31 02:30"), "2024-03-31 01:30:00");  // shown as 03:30
}

TEST(LocalClock, is_the_same_whatever_was_asked_before) {
  LocalClock walking("America/Sao_Paulo");
  for (std::int64_t day = 0; day < 366 * 20; ++day) {
    const std::int64_t local = 1'000'000'000 + day * 86'400 + day % 24 * 3600;
    LocalClock fresh("America/Sao_Paulo");
    ASSERT_EQ(walking.to_instant(local), fresh.to_instant(local)) << local;
  }
}

TEST(LocalClock, refuses_unknown_zones) {
  EXPECT_THROW(LocalClock("Mars/Olympus"), InvalidOperationError);
  EXPECT_FALSE(timezone_exists("Mars/Olympus"));
  EXPECT_FALSE(timezone_exists("../../etc/passwd"));
  EXPECT_FALSE(timezone_exists(""));
  EXPECT_TRUE(timezone_exists("UTC"));
  EXPECT_TRUE(timezone_exists("America/Sao_Paulo"));
}

}  // namespace
}  // namespace egregora::detail
