// SPDX-License-Identifier: Apache-2.0
// Looking at ratings and history. What reads both does so in one snapshot.
#include <egregora/core/errors.hpp>
#include <egregora/database/elo_store.hpp>
#include <egregora/expr/functions.hpp>

#include <fmt/format.h>

#include "database/elo_match.hpp"
#include "database/elo_replay.hpp"
#include "database/elo_rows.hpp"
#include "database/elo_state.hpp"
#include "database/transaction_state.hpp"

namespace egregora {

using detail::CallSession;
using detail::Session;

namespace {
void check_limit(std::int64_t limit) {
  if (limit >= 0) return;
  throw InvalidOperationError(fmt::format("a limit is not negative: {}", limit));
}

std::optional<EloRecord> find(Session& session, std::string_view post_id) {
  detail::check_post_id(post_id);
  const auto ratings = detail::elo_ratings();
  auto found = detail::elo_records(
      session.query(ratings.Table::filter(ratings.post_id.expr() == std::string(post_id))));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

/// Runs `read(session)` on one state of the database.
template <class F>
auto in_one_snapshot(detail::StorageCore& core, const F& read) {
  CallSession session(core);
  const TransactionScope scope(session->connection());
  return read(*session);
}
}  // namespace

std::optional<EloRecord> EloStore::get_rating(std::string_view post_id) const {
  const auto core = state_->store.core();
  return find(*CallSession(*core), post_id);
}

std::optional<EloRecord> EloStore::get_rating(Transaction& tx, std::string_view post_id) const {
  return find(state_->store.joined(tx).session(), post_id);
}

std::map<std::string, double> EloStore::get_all_ratings() const {
  const auto core = state_->store.core();
  const auto ratings = detail::elo_ratings();
  std::map<std::string, double> all;
  const DataFrame found = CallSession(*core)->query(ratings.select("post_id", "rating"));
  for (const Row& row : found.rows()) {
    all.emplace(row[ratings.post_id], row[ratings.rating]);
  }
  return all;
}

std::vector<EloRecord> EloStore::get_top_posts(const TopPosts& query) const {
  check_limit(query.limit);
  const auto core = state_->store.core();
  const auto ratings = detail::elo_ratings();
  return detail::elo_records(
      CallSession(*core)->query(ratings.filter(ratings.comparisons >= query.min_comparisons)
                                    .order_by({ratings.rating.desc(), ratings.post_id.asc()})
                                    .limit(query.limit)));
}

std::vector<ComparisonRecord> EloStore::get_comparison_history(const ComparisonQuery& query) const {
  if (query.limit) check_limit(*query.limit);
  if (query.post_id) detail::check_post_id(*query.post_id);
  const auto core = state_->store.core();
  auto history = detail::comparison_history();
  if (query.post_id) {
    history = history.filter(history.post_a == *query.post_id || history.post_b == *query.post_id);
  }
  history = history.order_by(history.seq.desc());
  if (query.limit) history = history.limit(*query.limit);
  return detail::comparison_records(CallSession(*core)->query(history));
}

EloStats EloStore::stats() const {
  const auto core = state_->store.core();
  return in_one_snapshot(*core, [](Session& session) {
    const auto ratings = detail::elo_ratings();
    const Expr rating = ratings.rating;
    const DataFrame posts =
        session.query(ratings.agg(Named{"posts", count()}, Named{"mean", rating.mean()},
                                  Named{"lowest", rating.min()}, Named{"highest", rating.max()}));
    const DataFrame comparisons =
        session.query(detail::comparison_history().agg(Named{"rows", count()}));
    return EloStats{.posts = posts.column<std::int64_t>("posts")[0],
                    .comparisons = comparisons.column<std::int64_t>("rows")[0],
                    .mean_rating = posts.column<double>("mean").get(0),
                    .lowest_rating = posts.column<double>("lowest").get(0),
                    .highest_rating = posts.column<double>("highest").get(0)};
  });
}

std::vector<RatingDifference> EloStore::recompute(std::optional<double> k_factor) const {
  detail::check_k_factor(k_factor.value_or(kDefaultKFactor));
  const auto core = state_->store.core();
  return in_one_snapshot(*core,
                         [&](Session& session) { return detail::replay(session, k_factor); });
}

}  // namespace egregora
