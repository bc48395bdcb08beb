// SPDX-License-Identifier: Apache-2.0
// The plain values that go into and come out of an EloStore.
#pragma once

#include <egregora/core/json.hpp>
#include <egregora/core/time.hpp>
#include <egregora/database/elo_rating.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace egregora {

enum class Winner { a, b, tie };
/// "a", "b" or "tie". Throws: InvalidOperationError for any other value.
std::string_view to_string(Winner winner);

struct InitialPost {
  std::string post_id;
  double initial_rating = kInitialRating;  ///< finite
};

/// One post won, or it was a tie.
struct Comparison {
  std::string winner_id;
  std::string loser_id;
  double k_factor = kDefaultKFactor;  ///< above 0, finite
  /// Recorded once, however often it is given. Absent: a new one, and nothing is looked up.
  std::optional<std::string> comparison_id = {};
  bool tie = false;  ///< nobody won; then the order of the two means nothing
};

struct Tie {
  std::string post_a;
  std::string post_b;
  double k_factor = kDefaultKFactor;
  std::optional<std::string> comparison_id = {};
};

/// Ratings that the caller computed.
struct RatingUpdate {
  std::string post_a;
  std::string post_b;
  double rating_a_new = kInitialRating;  ///< finite
  double rating_b_new = kInitialRating;
  Winner winner = Winner::tie;
  std::optional<std::string> comparison_id = {};
  std::optional<Json> reader_feedback = {};
  double k_factor = kDefaultKFactor;  ///< what the caller computed with: kept in the history
};

/// A row of `elo_ratings`.
struct EloRecord {
  std::string post_id;
  double rating = kInitialRating;
  std::int64_t comparisons = 0;  ///< wins + losses + ties
  std::int64_t wins = 0;
  std::int64_t losses = 0;
  std::int64_t ties = 0;
  Timestamp created_at = {};
  Timestamp last_updated = {};
  friend bool operator==(const EloRecord&, const EloRecord&) = default;
};

/// A row of `comparison_history`.
struct ComparisonRecord {
  std::string comparison_id;
  std::int64_t seq = 0;  ///< from 1, in the order in which they counted, whatever the clock said
  std::string post_a;
  std::string post_b;
  Winner winner = Winner::tie;
  double k_factor = kDefaultKFactor;
  double rating_a_before = kInitialRating;
  double rating_b_before = kInitialRating;
  double rating_a_after = kInitialRating;
  double rating_b_after = kInitialRating;
  Timestamp timestamp = {};
  std::optional<Json> reader_feedback = {};
};

struct TopPosts {
  std::int64_t limit = 10;           ///< >= 0
  std::int64_t min_comparisons = 1;  ///< posts compared less often are left out
};

struct ComparisonQuery {
  std::optional<std::string> post_id = {};  ///< only those it took part in
  std::optional<std::int64_t> limit = {};   ///< >= 0; absent: all
};

struct EloStats {
  std::int64_t posts = 0;
  std::int64_t comparisons = 0;  ///< rows of the history
  // Absent where there is no post.
  std::optional<double> mean_rating = {};
  std::optional<double> lowest_rating = {};
  std::optional<double> highest_rating = {};
};

/// A post whose stored rating or count is not what its history gives.
struct RatingDifference {
  std::string post_id;
  std::optional<double> stored_rating = {};  ///< absent: there is no such post
  double replayed_rating = kInitialRating;
  std::int64_t stored_comparisons = 0;
  std::int64_t replayed_comparisons = 0;
};

}  // namespace egregora
