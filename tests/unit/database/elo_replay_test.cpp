// SPDX-License-Identifier: Apache-2.0
// The history played again gives what is stored, and says where it does not.
#include "unit/database/elo_fixture.hpp"

namespace egregora {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class EloReplay : public EloTest {
 protected:
  DuckDBStorageManager storage_{on_file()};
  EloStore store_{storage_, tools()};
};

TEST_F(EloReplay, of_an_untouched_history_finds_nothing) {
  EXPECT_THAT(store_.recompute(), IsEmpty());
  store_.initialize_post({.post_id = "strong", .initial_rating = 1900.25});
  store_.initialize_post({.post_id = "never-compared", .initial_rating = 1234});
  for (int i = 0; i < 50; ++i) {
    store_.record_comparison({.winner_id = i % 3 == 0 ? "strong" : "weak",
                              .loser_id = "other " + std::to_string(i % 4),
                              .k_factor = 7.0 + i});
    store_.record_tie({.post_a = "strong", .post_b = "weak"});
  }
  EXPECT_THAT(store_.recompute(), IsEmpty());
}

TEST_F(EloReplay, says_what_was_changed_by_hand) {
  store_.record_comparison({.winner_id = "a", .loser_id = "b"});
  store_.record_comparison({.winner_id = "a", .loser_id = "c"});
  storage_.update("elo_ratings", {{"rating", literal(2000.0)}}, col("post_id") == "a");
  storage_.delete_rows("elo_ratings", col("post_id") == "b");
  storage_.update("elo_ratings", {{"comparisons", literal(2)}, {"ties", literal(1)}},
                  col("post_id") == "c");
  const auto differences = store_.recompute();
  ASSERT_THAT(differences, SizeIs(3));
  EXPECT_EQ(differences[0].post_id, "a");
  EXPECT_EQ(differences[0].stored_rating, 2000);
  EXPECT_NEAR(differences[0].replayed_rating, 1516 + 32 * (1 - expected_score(1516, 1500)), 1e-9);
  EXPECT_FALSE(differences[1].stored_rating.has_value());
  EXPECT_EQ(differences[1].replayed_rating, 1484);
  EXPECT_EQ(differences[2].stored_comparisons, 2);
  EXPECT_EQ(differences[2].replayed_comparisons, 1);
  EXPECT_EQ(store_.get_rating("a")->rating, 2000);  // nothing is mended
}

TEST_F(EloReplay, with_another_k_says_what_ratings_would_be) {
  store_.record_comparison({.winner_id = "a", .loser_id = "b", .k_factor = 32});
  EXPECT_THAT(store_.recompute(32), IsEmpty());
  const auto differences = store_.recompute(10);
  ASSERT_THAT(differences, SizeIs(2));
  EXPECT_EQ(differences[0].stored_rating, 1516);
  EXPECT_EQ(differences[0].replayed_rating, 1505);
  EXPECT_EQ(differences[1].replayed_rating, 1495);
}

TEST_F(EloReplay, finds_ratings_that_do_not_follow_the_formula) {
  store_.update_ratings({.post_a = "a",
                         .post_b = "b",
                         .rating_a_new = 1516,
                         .rating_b_new = 1484,
                         .winner = Winner::a});
  EXPECT_THAT(store_.recompute(), IsEmpty());
  store_.update_ratings({.post_a = "a",
                         .post_b = "b",
                         .rating_a_new = 3000,
                         .rating_b_new = 1484,
                         .winner = Winner::a});
  EXPECT_THAT(store_.recompute(), SizeIs(2));
}

}  // namespace
}  // namespace egregora
