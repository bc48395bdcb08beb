// SPDX-License-Identifier: Apache-2.0
// Random records in random company against a model of a few lines: ratings, counts and history are
// what the model has, whatever was grouped, rolled back, repeated or refused.
#include <egregora/core/errors.hpp>
#include <egregora/database/elo_store.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace egregora::testing {
namespace {

constexpr int kPosts = 6;

struct Model {
  std::map<std::string, EloRecord> posts;
  std::set<std::string> ids;
  std::int64_t comparisons = 0;

  EloRecord& post(const std::string& id) {
    EloRecord& record = posts[id];
    record.post_id = id;
    return record;
  }
  void play(const Comparison& comparison) {
    if (comparison.comparison_id && !ids.insert(*comparison.comparison_id).second) return;
    EloRecord& winner = post(comparison.winner_id);
    EloRecord& loser = post(comparison.loser_id);
    const double expected = 1 / (1 + std::pow(10, (loser.rating - winner.rating) / 400));
    const double gain = comparison.k_factor * ((comparison.tie ? 0.5 : 1) - expected);
    winner.rating += gain;
    loser.rating -= gain;
    ++(comparison.tie ? winner.ties : winner.wins);
    ++(comparison.tie ? loser.ties : loser.losses);
    ++winner.comparisons;
    ++loser.comparisons;
    ++comparisons;
  }
};

std::string drawn_post() { return "post " + std::to_string(*rc::gen::inRange(0, kPosts)); }

Comparison drawn_comparison() {
  Comparison drawn{.winner_id = drawn_post(),
                   .loser_id = drawn_post(),
                   .k_factor = *rc::gen::element(16.0, 32.0, 1.5),
                   .tie = *rc::gen::inRange(0, 4) == 0};
  // What an id stands for is drawn from it, so that a repeat is one.
  if (*rc::gen::inRange(0, 4) == 0) {
    const int number = *rc::gen::inRange(0, 5);
    drawn.winner_id = "post " + std::to_string(number);
    drawn.loser_id = "post " + std::to_string(number + 1);
    drawn.tie = number == 2;
    drawn.comparison_id = "id " + std::to_string(number);
  }
  return drawn;
}

struct NotThisTime : std::runtime_error {
  NotThisTime() : std::runtime_error("rolled back") {}
};

/// One step, on the store and on the model.
class Walk {
 public:
  void step() {
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return initialize();
      case 1:
        return batch();
      case 2:
        return unit();
      case 3:
        return update();
      default:
        return single(drawn_comparison());
    }
  }
  void compare() {
    std::int64_t counted = 0;
    RC_ASSERT(store_.get_all_ratings().size() == model_.posts.size());
    for (const auto& [id, wanted] : model_.posts) {
      const auto found = store_.get_rating(id);
      RC_ASSERT(found.has_value());
      RC_ASSERT(found->rating == wanted.rating);
      RC_ASSERT(found->wins == wanted.wins);
      RC_ASSERT(found->losses == wanted.losses);
      RC_ASSERT(found->ties == wanted.ties);
      RC_ASSERT(found->comparisons == wanted.comparisons);
      RC_ASSERT(found->comparisons == found->wins + found->losses + found->ties);
      counted += found->comparisons;
    }
    RC_ASSERT(counted == 2 * model_.comparisons);
    RC_ASSERT(store_.stats().comparisons == model_.comparisons);
    const auto history = store_.get_comparison_history();
    for (std::size_t i = 0; i < history.size(); ++i) {
      RC_ASSERT(history[i].seq == static_cast<std::int64_t>(history.size() - i));
    }
  }

 private:
  void single(const Comparison& comparison) {
    if (comparison.winner_id == comparison.loser_id) {
      RC_ASSERT_THROWS_AS(store_.record_comparison(comparison), InvalidOperationError);
      return;
    }
    if (comparison.tie) {
      store_.record_tie({.post_a = comparison.winner_id,
                         .post_b = comparison.loser_id,
                         .k_factor = comparison.k_factor,
                         .comparison_id = comparison.comparison_id});
    } else {
      store_.record_comparison(comparison);
    }
    model_.play(comparison);
  }
  void initialize() {
    const InitialPost post{.post_id = drawn_post(), .initial_rating = 1400};
    const bool is_new = store_.initialize_post(post);
    RC_ASSERT(is_new == !model_.posts.contains(post.post_id));
    if (is_new) model_.post(post.post_id).rating = post.initial_rating;
  }
  std::vector<Comparison> drawn_batch() {
    std::vector<Comparison> drawn;
    for (int size = *rc::gen::inRange(0, 12); size > 0; --size) {
      drawn.push_back(drawn_comparison());
      if (drawn.back().winner_id == drawn.back().loser_id) drawn.pop_back();
    }
    return drawn;
  }
  void batch() {
    const auto drawn = drawn_batch();
    store_.record_batch(drawn);
    for (const Comparison& comparison : drawn) model_.play(comparison);
  }
  void unit() {
    const auto drawn = drawn_batch();
    const bool rolls_back = *rc::gen::arbitrary<bool>();
    try {
      storage_.transaction([&](Transaction& tx) {
        for (const Comparison& comparison : drawn) store_.record_comparison(tx, comparison);
        if (rolls_back) throw NotThisTime();
      });
      for (const Comparison& comparison : drawn) model_.play(comparison);
    } catch (const NotThisTime&) {
    }
  }
  void update() {
    const RatingUpdate update{.post_a = "post 0",
                              .post_b = "post 1",
                              .rating_a_new = *rc::gen::element(1000.0, 1777.25),
                              .rating_b_new = 1500,
                              .winner = Winner::b};
    store_.update_ratings(update);
    model_.play({.winner_id = "post 1", .loser_id = "post 0"});
    model_.post("post 0").rating = update.rating_a_new;
    model_.post("post 1").rating = update.rating_b_new;
  }

  DuckDBStorageManager storage_;
  EloStore store_{storage_};
  Model model_;
};

RC_GTEST_PROP(EloModel, has_the_same_ratings_counts_and_history, ()) {
  Walk walk;
  for (int steps = *rc::gen::inRange(1, 25); steps > 0; --steps) walk.step();
  walk.compare();
}

}  // namespace
}  // namespace egregora::testing
