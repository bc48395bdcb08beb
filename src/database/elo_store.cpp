// SPDX-License-Identifier: Apache-2.0
// Recording: single records go through the queue of their database, batches are a transaction of
// their own. Looking is in elo_reading.cpp.
#include <egregora/database/elo_store.hpp>

#include "database/elo_queue.hpp"
#include "database/elo_state.hpp"
#include "database/transaction_state.hpp"

namespace egregora {

using detail::EloMatch;
using detail::EloMemory;
using detail::EloStamp;
using detail::EloUnit;
using detail::TransactionState;

namespace {
EloStamp stamp_of(const detail::StoreHandle& store) { return {store.clock().now(), &store.ids()}; }

void record(const detail::StoreHandle& store, const EloMatch& match) {
  const auto core = store.core_for_writing();
  core->database().parts().get<detail::EloQueue>().submit(
      std::make_shared<detail::EloChange>(core, match));
}

void record_all(TransactionState& state, const std::vector<EloMatch>& matches) {
  EloMemory memory;
  EloUnit unit(state, memory);
  detail::EloNames names;
  for (const EloMatch& match : matches) names.add(match);
  unit.load(names);
  for (const EloMatch& match : matches) unit.play(match);
  unit.write();
}

std::vector<EloMatch> matches_of(std::span<const Comparison> comparisons, const EloStamp& stamp) {
  std::vector<EloMatch> matches;
  matches.reserve(comparisons.size());
  for (const Comparison& comparison : comparisons) {
    matches.push_back(match_of(comparison, stamp));
  }
  return matches;
}

std::optional<std::string> feedback_text(const RatingUpdate& update) {
  if (!update.reader_feedback) return std::nullopt;
  return update.reader_feedback->dump();
}
}  // namespace

EloStore::EloStore(DuckDBStorageManager& storage, const StoreTools& tools)
    : state_(std::make_unique<State>(State{{storage, tools}})) {
  state_->store.require_tables<schemas::EloRatings, schemas::ComparisonHistory>();
}

EloStore::EloStore(const StoreOptions& options)
    : state_(std::make_unique<State>(State{detail::StoreHandle(options)})) {
  state_->store.require_tables<schemas::EloRatings, schemas::ComparisonHistory>();
}

EloStore::~EloStore() = default;

bool EloStore::initialize_post(const InitialPost& post) {
  detail::check_initial(post);
  const auto core = state_->store.core_for_writing();
  const auto change = std::make_shared<detail::EloChange>(
      core, detail::EloChange::Start{&post, stamp_of(state_->store)});
  core->database().parts().get<detail::EloQueue>().submit(change);
  return std::get<detail::EloChange::Start>(change->what).is_new;
}

bool EloStore::initialize_post(Transaction& tx, const InitialPost& post) {
  detail::check_initial(post);
  EloMemory memory;
  EloUnit unit(state_->store.joined(tx), memory);
  unit.load({.posts = {post.post_id}});
  const bool is_new = unit.initialize(post, stamp_of(state_->store));
  unit.write();
  return is_new;
}

void EloStore::record_comparison(const Comparison& comparison) {
  record(state_->store, match_of(comparison, stamp_of(state_->store)));
}

void EloStore::record_comparison(Transaction& tx, const Comparison& comparison) {
  record_all(state_->store.joined(tx), {match_of(comparison, stamp_of(state_->store))});
}

void EloStore::record_tie(const Tie& tie) {
  record(state_->store, match_of(tie, stamp_of(state_->store)));
}

void EloStore::record_tie(Transaction& tx, const Tie& tie) {
  record_all(state_->store.joined(tx), {match_of(tie, stamp_of(state_->store))});
}

void EloStore::record_batch(std::span<const Comparison> comparisons) {
  const auto core = state_->store.core_for_writing();
  const std::vector<EloMatch> matches = matches_of(comparisons, stamp_of(state_->store));
  if (matches.empty()) return;
  detail::run_transaction(*core, [&](TransactionState& state) { record_all(state, matches); });
}

void EloStore::record_batch(Transaction& tx, std::span<const Comparison> comparisons) {
  record_all(state_->store.joined(tx), matches_of(comparisons, stamp_of(state_->store)));
}

void EloStore::update_ratings(const RatingUpdate& update) {
  const auto feedback = feedback_text(update);
  record(state_->store, match_of(update, feedback, stamp_of(state_->store)));
}

void EloStore::update_ratings(Transaction& tx, const RatingUpdate& update) {
  const auto feedback = feedback_text(update);
  record_all(state_->store.joined(tx), {match_of(update, feedback, stamp_of(state_->store))});
}

}  // namespace egregora
