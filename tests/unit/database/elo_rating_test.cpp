// SPDX-License-Identifier: Apache-2.0
// The formula, against figures that anybody can compute.
#include <egregora/database/elo_rating.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace egregora {
namespace {

TEST(EloRating, equal_posts_share_and_the_winner_gains_half_of_k) {
  EXPECT_DOUBLE_EQ(expected_score(1500, 1500), 0.5);
  const RatingPair won = rated({1500, 1500}, 1, 32);
  EXPECT_DOUBLE_EQ(won.a, 1516);
  EXPECT_DOUBLE_EQ(won.b, 1484);
  const RatingPair tied = rated({1500, 1500}, 0.5, 32);
  EXPECT_DOUBLE_EQ(tied.a, 1500);
  EXPECT_DOUBLE_EQ(tied.b, 1500);
}

TEST(EloRating, four_hundred_points_expect_ten_of_eleven) {
  EXPECT_DOUBLE_EQ(expected_score(1900, 1500), 10.0 / 11);
  EXPECT_DOUBLE_EQ(expected_score(1500, 1900), 1.0 / 11);
  EXPECT_DOUBLE_EQ(expected_score(2300, 1500), 100.0 / 101);
}

TEST(EloRating, a_surprise_moves_more_than_what_was_expected) {
  EXPECT_NEAR(rated({1900, 1500}, 1, 32).a, 1900 + 32.0 / 11, 1e-9);
  EXPECT_NEAR(rated({1900, 1500}, 0, 32).a, 1900 - 320.0 / 11, 1e-9);
  EXPECT_NEAR(rated({1900, 1500}, 0.5, 32).b, 1500 + 32 * (0.5 - 1.0 / 11), 1e-9);
}

TEST(EloRating, what_one_gains_the_other_loses_and_nobody_more_than_k) {
  for (const double gap : {-3000.0, -700.0, -1.0, 0.0, 0.25, 399.0, 5000.0}) {
    EXPECT_NEAR(expected_score(1500 + gap, 1500) + expected_score(1500, 1500 + gap), 1, 1e-12);
    for (const double score : {0.0, 0.5, 1.0}) {
      const RatingPair after = rated({1500 + gap, 1500}, score, 24);
      EXPECT_NEAR(after.a + after.b, 3000 + gap, 1e-9) << gap;
      EXPECT_LE(std::abs(after.a - 1500 - gap), 24) << gap;
    }
  }
}

}  // namespace
}  // namespace egregora
