// SPDX-License-Identifier: Apache-2.0
#include "database/elo_rows.hpp"

#include <egregora/expr/memtable.hpp>

#include "database/among.hpp"
#include "database/elo_match.hpp"

namespace egregora::detail {

TypedTable<schemas::EloRatings> elo_ratings() {
  using S = schemas::EloRatings;
  static const TypedTable<S> table(egregora::table(S::table_name, S::schema()));
  return table;
}

TypedTable<schemas::ComparisonHistory> comparison_history() {
  using S = schemas::ComparisonHistory;
  static const TypedTable<S> table(egregora::table(S::table_name, S::schema()));
  return table;
}

std::vector<EloRecord> elo_records(const DataFrame& frame) {
  static const schemas::EloRatings columns;
  std::vector<EloRecord> records;
  records.reserve(static_cast<std::size_t>(frame.num_rows()));
  for (const Row& row : frame.rows()) {
    records.push_back({.post_id = std::string(row[columns.post_id]),
                       .rating = row[columns.rating],
                       .comparisons = row[columns.comparisons],
                       .wins = row[columns.wins],
                       .losses = row[columns.losses],
                       .ties = row[columns.ties],
                       .created_at = row[columns.created_at],
                       .last_updated = row[columns.last_updated]});
  }
  return records;
}

std::vector<Scalar> elo_row(const EloRecord& record) {
  return {record.post_id, record.rating, record.comparisons, record.wins,
          record.losses,  record.ties,   record.created_at,  record.last_updated};
}

std::vector<ComparisonRecord> comparison_records(const DataFrame& frame) {
  static const schemas::ComparisonHistory columns;
  std::vector<ComparisonRecord> records;
  records.reserve(static_cast<std::size_t>(frame.num_rows()));
  for (const Row& row : frame.rows()) {
    ComparisonRecord record{.comparison_id = std::string(row[columns.comparison_id]),
                            .seq = row[columns.seq],
                            .post_a = std::string(row[columns.post_a]),
                            .post_b = std::string(row[columns.post_b]),
                            .winner = stored_winner(row[columns.winner]),
                            .k_factor = row[columns.k_factor],
                            .rating_a_before = row[columns.rating_a_before],
                            .rating_b_before = row[columns.rating_b_before],
                            .rating_a_after = row[columns.rating_a_after],
                            .rating_b_after = row[columns.rating_b_after],
                            .timestamp = row[columns.timestamp]};
    if (const auto feedback = row.get(columns.reader_feedback)) {
      record.reader_feedback = Json::parse(*feedback);
    }
    records.push_back(std::move(record));
  }
  return records;
}

Expr among(const Expr& column, const std::vector<std::string_view>& values) {
  return among(column, std::vector<Scalar>(values.begin(), values.end()));
}

}  // namespace egregora::detail
