// SPDX-License-Identifier: Apache-2.0
// The order of day and month, from what a file's dates say.
#include "ingest/date_order.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace egregora::ingest {
namespace {

DateDecision decide(const std::vector<std::string>& dates, DateOrder asked = DateOrder::automatic) {
  DateEvidence evidence(asked);
  for (const std::string& date : dates) evidence.see(*read_header(date + ", 10:00 - Ana: hi"));
  return evidence.decide();
}

TEST(DateOrder, follows_a_first_part_above_twelve) {
  EXPECT_EQ(decide({"01/02/2024", "13/02/2024"}).order, DateOrder::dmy);
  EXPECT_FALSE(decide({"01/02/2024", "13/02/2024"}).assumed);
}

TEST(DateOrder, follows_a_second_part_above_twelve) {
  EXPECT_EQ(decide({"01/02/2024", "02/13/2024"}).order, DateOrder::mdy);
  EXPECT_EQ(decide({"2024-02-01", "2024-02-13"}).order, DateOrder::ymd);
  EXPECT_EQ(decide({"2024-01-02", "2024-13-02"}).order, DateOrder::ydm);
}

TEST(DateOrder, follows_the_reading_that_never_steps_back) {
  // Day first, 1 November would come before 2 January of the same year.
  EXPECT_EQ(decide({"01/11/2024", "02/01/2024"}).order, DateOrder::mdy);
  EXPECT_EQ(decide({"11/01/2024", "01/02/2024"}).order, DateOrder::dmy);
  EXPECT_FALSE(decide({"11/01/2024", "01/02/2024"}).assumed);
}

TEST(DateOrder, falls_back_to_what_was_asked_then_to_day_first) {
  EXPECT_EQ(decide({"01/02/2024"}, DateOrder::mdy).order, DateOrder::mdy);
  EXPECT_FALSE(decide({"01/02/2024"}, DateOrder::mdy).assumed);
  EXPECT_EQ(decide({"01/02/2024"}).order, DateOrder::dmy);
  EXPECT_TRUE(decide({"01/02/2024"}).assumed);
  EXPECT_EQ(decide({"2024-01-02"}).order, DateOrder::ymd);
  EXPECT_TRUE(decide({"2024-01-02"}).assumed);
}

TEST(DateOrder, evidence_overrules_what_was_asked) {
  const DateDecision decision = decide({"31/01/2024"}, DateOrder::mdy);
  EXPECT_EQ(decision.order, DateOrder::dmy);
  EXPECT_TRUE(decision.overruled);
}

TEST(DateOrder, puts_a_short_year_in_front_only_where_asked) {
  EXPECT_EQ(decide({"24/05/31"}, DateOrder::ymd).order, DateOrder::ymd);
  const auto header = *read_header("24/05/31, 10:00 - Ana: hi");
  EXPECT_EQ(day_of(header, DateOrder::ymd), 19'874);  // 2024-05-31
  EXPECT_EQ(day_of(*read_header("31/05/24, 10:00 - Ana: hi"), DateOrder::dmy), 19'874);
}

TEST(DateOrder, refuses_days_that_are_not) {
  EXPECT_FALSE(day_of(*read_header("31/02/2024, 10:00 - x"), DateOrder::dmy));
  EXPECT_FALSE(day_of(*read_header("29/02/2023, 10:00 - x"), DateOrder::dmy));
  EXPECT_FALSE(day_of(*read_header("00/02/2023, 10:00 - x"), DateOrder::dmy));
  EXPECT_FALSE(day_of(*read_header("13/13/2023, 10:00 - x"), DateOrder::mdy));
}

TEST(DateOrder, understands_the_buddhist_era) {
  EXPECT_EQ(day_of(*read_header("31/05/2567, 10:00 - x"), DateOrder::dmy), 19'874);
}

}  // namespace
}  // namespace egregora::ingest
