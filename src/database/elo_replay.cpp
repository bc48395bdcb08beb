// SPDX-License-Identifier: Apache-2.0
#include "database/elo_replay.hpp"

#include <map>
#include <string>

#include "database/elo_book.hpp"
#include "database/elo_rows.hpp"

namespace egregora::detail {

namespace {
constexpr std::int64_t kBatch = 8192;

/// A post begins with the rating it had when it was first compared.
void begin(EloBook& book, std::string_view post_id, double rating) {
  if (book.find(post_id) != nullptr) return;
  book.put({.post_id = std::string(post_id), .rating = rating});
}

void play(EloBook& book, const DataFrame& batch, std::optional<double> k_factor) {
  static const schemas::ComparisonHistory columns;
  for (const Row& row : batch.rows()) {
    const EloMatch match{.post_a = row[columns.post_a],
                         .post_b = row[columns.post_b],
                         .winner = stored_winner(row[columns.winner]),
                         .k_factor = k_factor.value_or(row[columns.k_factor])};
    begin(book, match.post_a, row[columns.rating_a_before]);
    begin(book, match.post_b, row[columns.rating_b_before]);
    book.play(match);
  }
}
}  // namespace

std::vector<RatingDifference> replay(Session& session, std::optional<double> k_factor) {
  std::map<std::string, EloRecord> stored;
  for (EloRecord& record : elo_records(session.query(elo_ratings()))) {
    std::string key = record.post_id;
    stored.emplace(std::move(key), std::move(record));
  }
  EloBook book;
  const auto history = comparison_history();
  const auto rows = session.stream(history.order_by(history.seq.asc()), kBatch);
  while (const auto batch = rows->next()) play(book, *batch, k_factor);

  std::map<std::string, RatingDifference> differences;
  const auto compare = [&](const std::string& post_id, const EloRecord* replayed) {
    const auto found = stored.find(post_id);
    const EloRecord* known = found == stored.end() ? nullptr : &found->second;
    // Never compared: its rating is what it was given.
    const double rating = replayed ? replayed->rating : known->rating;
    const std::int64_t comparisons = replayed ? replayed->comparisons : 0;
    if (known && known->rating == rating && known->comparisons == comparisons) return;
    differences[post_id] = {post_id, known ? std::optional(known->rating) : std::nullopt, rating,
                            known ? known->comparisons : 0, comparisons};
  };
  for (const auto& [post_id, record] : stored) compare(post_id, book.find(post_id));
  for (const EloRecord* record : book.changes().changed) compare(record->post_id, record);

  std::vector<RatingDifference> sorted;
  for (auto& [post_id, difference] : differences) sorted.push_back(std::move(difference));
  return sorted;
}

}  // namespace egregora::detail
