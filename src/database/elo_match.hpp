// SPDX-License-Identifier: Apache-2.0
// A comparison as it is played: checked, and the same for every way of recording one.
#pragma once

#include <egregora/core/uuid.hpp>
#include <egregora/database/elo_record.hpp>

#include <optional>
#include <string_view>

namespace egregora::detail {

/// Where a record's time and id come from. Lifetime: of the call.
struct EloStamp {
  Timestamp now = {};
  const IdSource* ids = nullptr;
};

/// Lifetime: what the caller gave and the stamp must outlive it.
struct EloMatch {
  std::string_view post_a;
  std::string_view post_b;
  Winner winner = Winner::tie;
  double k_factor = kDefaultKFactor;
  std::optional<RatingPair> computed = {};        ///< by the caller: instead of the formula
  std::string_view comparison_id = {};            ///< empty: a new one
  std::optional<std::string_view> feedback = {};  ///< JSON text
  EloStamp stamp = {};
};

// Each throws what EloStore says of bad values.
EloMatch match_of(const Comparison& comparison, const EloStamp& stamp);
EloMatch match_of(const Tie& tie, const EloStamp& stamp);
EloMatch match_of(const RatingUpdate& update, std::optional<std::string_view> feedback,
                  const EloStamp& stamp);
void check_post_id(std::string_view post_id);
void check_k_factor(double k_factor);
void check_initial(const InitialPost& post);

/// Who won against whom: what a comparison id stands for.
struct EloOutcome {
  std::string first;  ///< the lesser id of the two
  std::string second;
  std::string winner;  ///< empty: nobody
  friend bool operator==(const EloOutcome&, const EloOutcome&) = default;
};
EloOutcome outcome_of(std::string_view post_a, std::string_view post_b, Winner winner);

/// Throws: InternalError for a word that the table's rule does not allow.
Winner stored_winner(std::string_view word);

}  // namespace egregora::detail
