// SPDX-License-Identifier: Apache-2.0
#include <egregora/database/elo_rating.hpp>

#include <cmath>

namespace egregora {

namespace {
constexpr double kPointsForTenfoldOdds = 400;
}

double expected_score(double rating, double opponent) noexcept {
  return 1 / (1 + std::pow(10, (opponent - rating) / kPointsForTenfoldOdds));
}

RatingPair rated(const RatingPair& before, double score_a, double k_factor) noexcept {
  // Computed once, so that b loses exactly what a gains.
  const double gain = k_factor * (score_a - expected_score(before.a, before.b));
  return {before.a + gain, before.b - gain};
}

}  // namespace egregora
