// SPDX-License-Identifier: Apache-2.0
// The arithmetic of ratings, without a database.
#pragma once

namespace egregora {

/// What a post is rated before it was compared.
inline constexpr double kInitialRating = 1500;
/// How far one comparison can move a rating, unless told otherwise.
inline constexpr double kDefaultKFactor = 32;

/// The share of points that a post with `rating` is expected to take from one with `opponent`, in
/// (0, 1): 1 / (1 + 10^((opponent - rating) / 400)). With its counterpart it adds up to 1; 400
/// points more expect 10/11. Source: A. E. Elo, "The Rating of Chessplayers, Past and Present",
/// Arco 1978, section 8.4, in the logistic form.
double expected_score(double rating, double opponent) noexcept;

struct RatingPair {
  double a = kInitialRating;
  double b = kInitialRating;
};

/// The ratings after a comparison in which a took `score_a` of one point: 1 for a win, 0.5 for a
/// tie, 0 for a loss. b loses what a gains. `k_factor` is the most that either moves.
RatingPair rated(const RatingPair& before, double score_a, double k_factor) noexcept;

}  // namespace egregora
