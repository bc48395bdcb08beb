// SPDX-License-Identifier: Apache-2.0
#include "database/elo_book.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
double score_of_a(Winner winner) {
  if (winner == Winner::tie) return 0.5;
  return winner == Winner::a ? 1 : 0;
}

void count(EloRecord& post, bool won, bool tied) {
  ++post.comparisons;
  ++(tied ? post.ties : won ? post.wins : post.losses);
}

void check_reached(double rating, std::string_view post_id) {
  if (std::isfinite(rating)) return;
  throw InvalidOperationError(
      fmt::format("with this K factor the rating would not be finite: '{}'", post_id),
      {.object_name = std::string(post_id)});
}
}  // namespace

void EloBook::put(EloRecord stored) {
  std::string key = stored.post_id;
  posts_.emplace(std::move(key), Post{std::move(stored), true, false});
}

const EloRecord* EloBook::find(std::string_view post_id) const {
  const auto found = posts_.find(post_id);
  return found == posts_.end() ? nullptr : &found->second.record;
}

bool EloBook::initialize(const InitialPost& given, Timestamp now) {
  if (find(given.post_id) != nullptr) return false;
  Post& made = add(given.post_id, now);
  made.record.rating = given.initial_rating;
  made.is_changed = true;
  changed_.push_back(&made);
  return true;
}

EloMove EloBook::play(const EloMatch& match) {
  Post* a = known(match.post_a);
  Post* b = known(match.post_b);
  EloMove move;
  move.before = {a ? a->record.rating : kInitialRating, b ? b->record.rating : kInitialRating};
  move.after =
      match.computed.value_or(rated(move.before, score_of_a(match.winner), match.k_factor));
  check_reached(move.after.a, match.post_a);
  check_reached(move.after.b, match.post_b);
  const bool tied = match.winner == Winner::tie;
  const auto write = [&](Post* post, std::string_view post_id, double rating, Winner if_won) {
    if (post == nullptr) post = &add(post_id, match.stamp.now);
    post->record.rating = rating;
    post->record.last_updated = match.stamp.now;
    count(post->record, match.winner == if_won, tied);
    if (!std::exchange(post->is_changed, true)) changed_.push_back(post);
  };
  write(a, match.post_a, move.after.a, Winner::a);
  write(b, match.post_b, move.after.b, Winner::b);
  return move;
}

EloBook::Post* EloBook::known(std::string_view post_id) {
  const auto found = posts_.find(post_id);
  return found == posts_.end() ? nullptr : &found->second;
}

EloBook::Post& EloBook::add(std::string_view post_id, Timestamp now) {
  Post made;
  made.record.post_id = std::string(post_id);
  made.record.created_at = now;
  made.record.last_updated = now;
  return posts_.emplace(std::string(post_id), std::move(made)).first->second;
}

EloBook::Changes EloBook::changes() const {
  Changes changes;
  for (const Post* post : changed_) {
    (post->is_stored ? changes.changed : changes.added).push_back(&post->record);
  }
  return changes;
}

void EloBook::settle() {
  for (Post* post : changed_) {
    post->is_stored = true;
    post->is_changed = false;
  }
  changed_.clear();
}

}  // namespace egregora::detail
