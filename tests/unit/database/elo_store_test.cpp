// SPDX-License-Identifier: Apache-2.0
// What a store of ratings records, refuses and gives back.
#include <limits>

#include "unit/database/elo_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

class EloStoreTest : public EloTest {
 protected:
  DuckDBStorageManager storage_{on_file()};
  EloStore store_{storage_, tools()};
};

TEST_F(EloStoreTest, a_win_moves_both_by_half_of_k) {
  EXPECT_TRUE(store_.initialize_post({.post_id = "post-123", .initial_rating = 1500}));
  store_.record_comparison({.winner_id = "post-123", .loser_id = "post-456", .k_factor = 32});
  EXPECT_THAT(store_.get_all_ratings(),
              ElementsAre(Pair("post-123", 1516.0), Pair("post-456", 1484.0)));
  EXPECT_EQ(rating(store_, "post-123"), "1516.0 of 1: 1/0/0");
  EXPECT_EQ(rating(store_, "post-456"), "1484.0 of 1: 0/1/0");
  EXPECT_EQ(storage_.row_count("comparison_history"), 1);
}

TEST_F(EloStoreTest, a_tie_moves_the_better_one_down) {
  store_.initialize_post({.post_id = "strong", .initial_rating = 1900});
  store_.record_tie({.post_a = "strong", .post_b = "weak", .k_factor = 11});
  EXPECT_DOUBLE_EQ(store_.get_rating("strong")->rating, 1900 - 4.5);
  EXPECT_DOUBLE_EQ(store_.get_rating("weak")->rating, 1500 + 4.5);
  EXPECT_EQ(store_.get_rating("weak")->ties, 1);
}

TEST_F(EloStoreTest, a_post_is_initialised_once) {
  EXPECT_TRUE(store_.initialize_post({.post_id = "a", .initial_rating = 1200}));
  EXPECT_FALSE(store_.initialize_post({.post_id = "a", .initial_rating = 1300}));
  store_.record_comparison({.winner_id = "b", .loser_id = "a"});
  EXPECT_FALSE(store_.initialize_post({.post_id = "b"}));
  EXPECT_EQ(store_.get_rating("a")->comparisons, 1);
  EXPECT_FALSE(store_.get_rating("c").has_value());
}

TEST_F(EloStoreTest, a_record_says_when_and_what) {
  store_.record_comparison({.winner_id = "a", .loser_id = "b", .comparison_id = "first"});
  clock_->set("2025-01-02 10:00:00");
  store_.update_ratings({.post_a = "a",
                         .post_b = "c",
                         .rating_a_new = 1600,
                         .rating_b_new = 1400.5,
                         .winner = Winner::b,
                         .reader_feedback = Json{{"why", "it \"reads\" well"}}});
  const auto history = store_.get_comparison_history();
  ASSERT_THAT(history, SizeIs(2));
  EXPECT_EQ(history[1].comparison_id, "first");
  EXPECT_EQ(history[1].seq, 1);
  EXPECT_EQ(history[1].winner, Winner::a);
  EXPECT_EQ(history[1].rating_a_before, 1500);
  EXPECT_EQ(history[1].rating_a_after, 1516);
  EXPECT_EQ(history[1].k_factor, 32);
  EXPECT_FALSE(history[1].reader_feedback.has_value());
  EXPECT_EQ(history[0].comparison_id, "00000000-0000-0000-0000-000000000001");
  EXPECT_EQ(history[0].winner, Winner::b);
  EXPECT_EQ(history[0].rating_a_before, 1516);
  EXPECT_EQ(history[0].rating_b_after, 1400.5);
  EXPECT_EQ(history[0].timestamp, parse_timestamp("2025-01-02 10:00:00"));
  EXPECT_EQ(history[0].reader_feedback->at("why"), "it \"reads\" well");
  EXPECT_EQ(rating(store_, "a"), "1600.0 of 2: 1/1/0");
  EXPECT_EQ(store_.get_rating("a")->created_at, parse_timestamp("2025-01-01 10:00:00"));
  EXPECT_EQ(store_.get_rating("a")->last_updated, parse_timestamp("2025-01-02 10:00:00"));
}

TEST_F(EloStoreTest, a_comparison_id_counts_once) {
  const Comparison once{.winner_id = "a", .loser_id = "b", .comparison_id = "c-1"};
  store_.record_comparison(once);
  store_.record_comparison(once);
  EXPECT_EQ(rating(store_, "a"), "1516.0 of 1: 1/0/0");
  store_.record_tie({.post_a = "a", .post_b = "b", .comparison_id = "c-2"});
  store_.record_tie({.post_a = "b", .post_b = "a", .comparison_id = "c-2"});
  store_.record_batch(
      std::vector<Comparison>{once,
                              {.winner_id = "a", .loser_id = "b", .comparison_id = "c-3"},
                              once,
                              {.winner_id = "a", .loser_id = "b", .comparison_id = "c-3"}});
  EXPECT_EQ(store_.get_rating("a")->comparisons, 3);
  EXPECT_EQ(store_.stats().comparisons, 3);
  EXPECT_THROW(
      store_.record_comparison({.winner_id = "b", .loser_id = "a", .comparison_id = "c-1"}),
      IntegrityError);
  EXPECT_THROW(store_.record_tie({.post_a = "a", .post_b = "c", .comparison_id = "c-1"}),
               IntegrityError);
  EXPECT_EQ(store_.get_rating("a")->comparisons, 3);
}

TEST_F(EloStoreTest, a_batch_is_what_its_records_are_one_by_one) {
  std::vector<Comparison> comparisons;
  for (int i = 0; i < 200; ++i) {
    comparisons.push_back({.winner_id = "p" + std::to_string(i % 7),
                           .loser_id = "p" + std::to_string(7 + i % 61),
                           .k_factor = 8.0 + i % 3,
                           .tie = i % 5 == 0});
  }
  store_.record_batch(comparisons);
  DuckDBStorageManager other = temp_storage();
  EloStore single(other);
  for (const Comparison& comparison : comparisons) single.record_comparison(comparison);
  EXPECT_EQ(store_.get_all_ratings(), single.get_all_ratings());
  for (const auto& [post_id, value] : store_.get_all_ratings()) {
    EXPECT_EQ(rating(store_, post_id), rating(single, post_id));
  }
  const auto history = store_.get_comparison_history();
  ASSERT_THAT(history, SizeIs(200));
  EXPECT_EQ(history[0].seq, 200);
  EXPECT_EQ(history[0].post_a, comparisons[199].winner_id);
  EXPECT_NO_THROW(store_.record_batch({}));
}

TEST_F(EloStoreTest, a_batch_with_a_bad_record_changes_nothing) {
  const std::vector<Comparison> bad = {{.winner_id = "a", .loser_id = "b"},
                                       {.winner_id = "a", .loser_id = "a"}};
  EXPECT_THROW(store_.record_batch(bad), InvalidOperationError);
  for (const char* post : {"c", "d"}) {
    store_.initialize_post({.post_id = post, .initial_rating = 1.7e308});
  }
  const std::vector<Comparison> boundless = {
      {.winner_id = "a", .loser_id = "b"}, {.winner_id = "c", .loser_id = "d", .k_factor = 1e308}};
  EXPECT_THAT(message_of<InvalidOperationError>([&] { store_.record_batch(boundless); }),
              HasSubstr("not be finite: 'c'"));
  EXPECT_EQ(store_.stats().posts, 2);
  EXPECT_EQ(store_.stats().comparisons, 0);
}

TEST_F(EloStoreTest, what_makes_no_sense_is_refused_with_the_value) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
  const auto refused = [&](const Comparison& comparison) {
    return message_of<InvalidOperationError>([&] { store_.record_comparison(comparison); });
  };
  EXPECT_THAT(refused({.winner_id = "p", .loser_id = "p"}), HasSubstr("with itself: 'p'"));
  EXPECT_THAT(refused({.winner_id = "", .loser_id = "p"}), HasSubstr("empty"));
  EXPECT_THAT(refused({.winner_id = "p", .loser_id = ""}), HasSubstr("empty"));
  EXPECT_THAT(refused({.winner_id = "p", .loser_id = "q", .comparison_id = ""}),
              HasSubstr("comparison id"));
  EXPECT_THAT(refused({.winner_id = "p", .loser_id = "q", .k_factor = 0}), HasSubstr("above 0: 0"));
  EXPECT_THAT(refused({.winner_id = "p", .loser_id = "q", .k_factor = -1}), HasSubstr("above 0"));
  for (const double bad : {kInfinite, -kInfinite, kNoNumber}) {
    EXPECT_THAT(refused({.winner_id = "p", .loser_id = "q", .k_factor = bad}), HasSubstr("finite"));
    EXPECT_THROW(store_.initialize_post({.post_id = "p", .initial_rating = bad}),
                 InvalidOperationError);
    EXPECT_THROW(store_.update_ratings({.post_a = "p", .post_b = "q", .rating_a_new = bad}),
                 InvalidOperationError);
    EXPECT_THROW(store_.update_ratings({.post_a = "p", .post_b = "q", .rating_b_new = bad}),
                 InvalidOperationError);
    EXPECT_THROW((void)store_.recompute(bad), InvalidOperationError);
  }
  EXPECT_THROW(
      store_.update_ratings({.post_a = "p", .post_b = "q", .winner = static_cast<Winner>(7)}),
      InvalidOperationError);
  EXPECT_THROW(store_.initialize_post({.post_id = ""}), InvalidOperationError);
  EXPECT_THROW((void)store_.get_rating(""), InvalidOperationError);
  EXPECT_THROW((void)store_.get_top_posts({.limit = -1}), InvalidOperationError);
  EXPECT_THROW((void)store_.get_comparison_history({.limit = -1}), InvalidOperationError);
  EXPECT_THAT(store_.get_all_ratings(), IsEmpty());
}

TEST_F(EloStoreTest, the_top_is_by_rating_then_id) {
  for (const char* post : {"b", "a", "never-compared"}) store_.initialize_post({.post_id = post});
  store_.record_tie({.post_a = "b", .post_b = "a"});
  store_.record_comparison({.winner_id = "d", .loser_id = "c"});
  const auto ids = [&](const TopPosts& query) {
    std::vector<std::string> found;
    for (const EloRecord& post : store_.get_top_posts(query)) found.push_back(post.post_id);
    return found;
  };
  EXPECT_THAT(ids({}), ElementsAre("d", "a", "b", "c"));
  EXPECT_THAT(ids({.limit = 2}), ElementsAre("d", "a"));
  EXPECT_THAT(ids({.limit = 0}), IsEmpty());
  EXPECT_THAT(ids({.min_comparisons = 0}), ElementsAre("d", "a", "b", "never-compared", "c"));
  EXPECT_THAT(ids({.min_comparisons = 2}), IsEmpty());
}

TEST_F(EloStoreTest, the_history_is_newest_first_whatever_the_clock_says) {
  for (const char* when : {"2025-01-03", "2025-01-02", "2025-01-01"}) {
    clock_->set(when);
    store_.record_comparison({.winner_id = when, .loser_id = "x"});
  }
  const auto winners = [&](const ComparisonQuery& query) {
    std::vector<std::string> found;
    for (const auto& record : store_.get_comparison_history(query)) found.push_back(record.post_a);
    return found;
  };
  EXPECT_THAT(winners({}), ElementsAre("2025-01-01", "2025-01-02", "2025-01-03"));
  EXPECT_THAT(winners({.limit = 1}), ElementsAre("2025-01-01"));
  EXPECT_THAT(winners({.post_id = "2025-01-02"}), ElementsAre("2025-01-02"));
  EXPECT_THAT(winners({.post_id = "x", .limit = 2}), ElementsAre("2025-01-01", "2025-01-02"));
  EXPECT_THAT(winners({.post_id = "nobody"}), IsEmpty());
}

TEST_F(EloStoreTest, hostile_ids_are_ids_like_others) {
  const std::vector<std::string> ids = {"'; DROP TABLE elo_ratings; --",
                                        "\"",
                                        "a\nb\r\t\\",
                                        "\xF0\x9F\xA6\x86 gr\xC3\xBC\xC3\x9F",
                                        "$1",
                                        "?",
                                        "%",
                                        std::string(100'000, 'x'),
                                        " ",
                                        "NULL"};
  std::vector<Comparison> all;
  for (const std::string& id : ids) {
    store_.record_comparison({.winner_id = id, .loser_id = "x", .comparison_id = "of " + id});
    store_.record_comparison({.winner_id = id, .loser_id = "x", .comparison_id = "of " + id});
    for (int i = 0; i < 6; ++i) all.push_back({.winner_id = id, .loser_id = "y" + id});
  }
  store_.record_batch(all);
  for (const std::string& id : ids) {
    EXPECT_EQ(store_.get_rating(id)->wins, 7) << id.substr(0, 40);
    EXPECT_THAT(store_.get_comparison_history({.post_id = id}), SizeIs(7));
  }
  EXPECT_EQ(store_.get_all_ratings().size(), 2 * ids.size() + 1);
  EXPECT_THROW(store_.record_comparison({.winner_id = "\xFF", .loser_id = "x"}), TypeError);
  EXPECT_EQ(store_.get_rating("x")->losses, static_cast<std::int64_t>(ids.size()));
}

TEST_F(EloStoreTest, stats_of_nothing_have_no_ratings) {
  EXPECT_EQ(store_.stats().posts, 0);
  EXPECT_FALSE(store_.stats().mean_rating.has_value());
  store_.record_comparison({.winner_id = "a", .loser_id = "b"});
  const EloStats stats = store_.stats();
  EXPECT_EQ(stats.posts, 2);
  EXPECT_EQ(stats.comparisons, 1);
  EXPECT_EQ(stats.mean_rating, 1500);
  EXPECT_EQ(stats.lowest_rating, 1484);
  EXPECT_EQ(stats.highest_rating, 1516);
}

}  // namespace
}  // namespace egregora
