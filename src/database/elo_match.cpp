// SPDX-License-Identifier: Apache-2.0
#include "database/elo_match.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

namespace egregora {

std::string_view to_string(Winner winner) {
  switch (winner) {
    case Winner::a:
      return "a";
    case Winner::b:
      return "b";
    case Winner::tie:
      return "tie";
  }
  throw InvalidOperationError(fmt::format("a comparison is won by a, by b or by nobody (tie): {}",
                                          static_cast<int>(winner)));
}

namespace detail {

namespace {
void check_finite(double value, std::string_view what) {
  if (std::isfinite(value)) return;
  throw InvalidOperationError(fmt::format("{} must be a finite number: {}", what, value));
}

EloMatch checked(EloMatch match, const std::optional<std::string>& id) {
  check_post_id(match.post_a);
  check_post_id(match.post_b);
  if (match.post_a == match.post_b) {
    throw InvalidOperationError(
        fmt::format("a post is not compared with itself: '{}'", match.post_a),
        {.object_name = std::string(match.post_a)});
  }
  static_cast<void>(to_string(match.winner));
  check_k_factor(match.k_factor);
  if (match.computed) {
    check_finite(match.computed->a, "a rating");
    check_finite(match.computed->b, "a rating");
  }
  if (id && id->empty()) {
    throw InvalidOperationError("a comparison id is not empty; leave it out to get a new one");
  }
  if (id) match.comparison_id = *id;
  return match;
}
}  // namespace

void check_post_id(std::string_view post_id) {
  if (post_id.empty()) throw InvalidOperationError("a post id is not empty");
}

void check_k_factor(double k_factor) {
  check_finite(k_factor, "the K factor");
  if (k_factor > 0) return;
  throw InvalidOperationError(fmt::format("the K factor must be above 0: {}", k_factor));
}

void check_initial(const InitialPost& post) {
  check_post_id(post.post_id);
  check_finite(post.initial_rating, "a rating");
}

EloMatch match_of(const Comparison& comparison, const EloStamp& stamp) {
  return checked({.post_a = comparison.winner_id,
                  .post_b = comparison.loser_id,
                  .winner = comparison.tie ? Winner::tie : Winner::a,
                  .k_factor = comparison.k_factor,
                  .stamp = stamp},
                 comparison.comparison_id);
}

EloMatch match_of(const Tie& tie, const EloStamp& stamp) {
  return checked({.post_a = tie.post_a,
                  .post_b = tie.post_b,
                  .winner = Winner::tie,
                  .k_factor = tie.k_factor,
                  .stamp = stamp},
                 tie.comparison_id);
}

EloMatch match_of(const RatingUpdate& update, std::optional<std::string_view> feedback,
                  const EloStamp& stamp) {
  return checked({.post_a = update.post_a,
                  .post_b = update.post_b,
                  .winner = update.winner,
                  .k_factor = update.k_factor,
                  .computed = RatingPair{update.rating_a_new, update.rating_b_new},
                  .feedback = feedback,
                  .stamp = stamp},
                 update.comparison_id);
}

EloOutcome outcome_of(std::string_view post_a, std::string_view post_b, Winner winner) {
  const std::string_view won = winner == Winner::a ? post_a : post_b;
  return {std::string(std::min(post_a, post_b)), std::string(std::max(post_a, post_b)),
          winner == Winner::tie ? std::string() : std::string(won)};
}

Winner stored_winner(std::string_view word) {
  for (const Winner winner : {Winner::a, Winner::b, Winner::tie}) {
    if (word == to_string(winner)) return winner;
  }
  throw InternalError(fmt::format("a comparison was won by nobody we know: '{}'", word));
}

}  // namespace detail
}  // namespace egregora
