// SPDX-License-Identifier: Apache-2.0
// Few rows are written with statements that the engine has prepared; for many, loading them in bulk
// and one MERGE cost the same however many they are (duckdb-facts.md, "Elo").
#include "database/elo_unit.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/elo_rows.hpp"

namespace egregora::detail {

namespace {
using schemas::ComparisonHistory;
using schemas::EloRatings;

// An update by key costs 0.3 ms, one MERGE of any size about 1 ms. An appender costs 0.3 ms to
// open, an insert that is prepared already a third of that.
constexpr std::size_t kFewPosts = 3;
constexpr std::size_t kFewComparisons = 2;

std::string id_of(const EloMatch& match) {
  return match.comparison_id.empty() ? match.stamp.ids->next().to_string()
                                     : std::string(match.comparison_id);
}

std::vector<Scalar> history_row(const EloMatch& match, const EloMove& move, std::int64_t seq) {
  return {id_of(match),
          seq,
          match.post_a,
          match.post_b,
          to_string(match.winner),
          match.k_factor,
          move.before.a,
          move.before.b,
          move.after.a,
          move.after.b,
          match.stamp.now,
          match.feedback ? Scalar::of(DataType::json(), std::string(*match.feedback))
                         : Scalar::null(DataType::json())};
}

/// Fills `comparison_history` row by row.
class HistoryAppender {
 public:
  explicit HistoryAppender(std::unique_ptr<Appender> appender) : appender_(std::move(appender)) {
    for (const Field& field : ComparisonHistory::schema()) {
      slots_.push_back(appender_->slot(field.name));
    }
  }
  void add(const EloMatch& match, const EloMove& move, std::int64_t seq) {
    Appender& row = *appender_;
    int at = 0;
    const auto next = [&] { return slots_[static_cast<std::size_t>(at++)]; };
    row.set_text(next(), id_of(match));
    row.set_int64(next(), seq);
    row.set_text(next(), match.post_a);
    row.set_text(next(), match.post_b);
    row.set_text(next(), to_string(match.winner));
    for (const double number :
         {match.k_factor, move.before.a, move.before.b, move.after.a, move.after.b}) {
      row.set_double(next(), number);
    }
    row.set_timestamp(next(), match.stamp.now);
    if (match.feedback) row.set_text(next(), *match.feedback);
    row.end_row();
  }
  void close() { appender_->close(); }

 private:
  std::unique_ptr<Appender> appender_;
  std::vector<int> slots_;
};

UpdateRow update_of(const TableName& table, const EloRecord& record) {
  return {table,
          {"rating", "comparisons", "wins", "losses", "ties", "last_updated"},
          {record.rating, record.comparisons, record.wins, record.losses, record.ties,
           record.last_updated},
          {"post_id"},
          {record.post_id}};
}
}  // namespace

void EloNames::add(const EloMatch& match) {
  posts.insert(match.post_a);
  posts.insert(match.post_b);
  if (!match.comparison_id.empty()) comparison_ids.insert(match.comparison_id);
}

void EloUnit::load(const EloNames& names) {
  std::vector<std::string_view> posts(names.posts.begin(), names.posts.end());
  std::erase_if(posts, [&](std::string_view id) { return memory_.book.find(id) != nullptr; });
  if (!posts.empty()) load_posts(posts);
  if (names.comparison_ids.empty()) return;
  load_outcomes({names.comparison_ids.begin(), names.comparison_ids.end()});
}

void EloUnit::load_posts(const std::vector<std::string_view>& ids) {
  const auto ratings = elo_ratings();
  const Table wanted = ratings.Table::filter(among(ratings.post_id.expr(), ids));
  for (EloRecord& record : elo_records(state_.session().query(wanted))) {
    memory_.book.put(std::move(record));
  }
}

void EloUnit::load_outcomes(const std::vector<std::string_view>& ids) {
  const auto history = comparison_history();
  const Table known = history.Table::filter(among(history.comparison_id.expr(), ids))
                          .select("comparison_id", "post_a", "post_b", "winner");
  for (const Row& row : state_.session().query(known).rows()) {
    outcomes_.emplace(
        row[history.comparison_id],
        outcome_of(row[history.post_a], row[history.post_b], stored_winner(row[history.winner])));
  }
}

void EloUnit::play(const EloMatch& match) {
  if (!match.comparison_id.empty()) {
    const auto outcome = outcome_of(match.post_a, match.post_b, match.winner);
    const auto known = outcomes_.find(match.comparison_id);
    if (known != outcomes_.end()) {
      if (known->second == outcome) return;
      throw IntegrityError(
          fmt::format("this comparison id stands for other posts or another outcome already: '{}'",
                      match.comparison_id),
          {.object_name = std::string(match.comparison_id)});
    }
    played_.push_back({&match, memory_.book.play(match)});
    outcomes_.emplace(match.comparison_id, outcome);
    return;
  }
  played_.push_back({&match, memory_.book.play(match)});
}

std::int64_t EloUnit::last_seq() {
  if (memory_.last_seq) return *memory_.last_seq;
  const auto history = comparison_history();
  const auto most = [&](const Table& rows) {
    const DataFrame found = state_.session().query(rows.agg(Named{"most", rows["seq"].max()}));
    return found.column<std::int64_t>(0).get(0);
  };
  // The whole history only where it does not go as far any more: rows below are skipped by the
  // engine's zone maps.
  auto last = most(history.Table::filter(history.seq >= memory_.seq_reached));
  if (!last && memory_.seq_reached > 0) last = most(history);
  return last.value_or(0);
}

void EloUnit::write() {
  if (!played_.empty()) write_history();
  write_ratings();
}

void EloUnit::write_history() {
  state_.touch(ComparisonHistory::table_name);
  const std::int64_t last = last_seq();
  if (played_.size() <= kFewComparisons) {
    insert_history(last + 1);
  } else {
    append_history(last + 1);
  }
  memory_.last_seq = last + static_cast<std::int64_t>(played_.size());
  memory_.seq_reached = *memory_.last_seq;
}

void EloUnit::insert_history(std::int64_t seq) {
  static const std::vector<std::string> columns = ComparisonHistory::schema().names();
  std::vector<std::vector<Scalar>> rows;
  for (const Played& played : played_) {
    rows.push_back(history_row(*played.match, played.move, seq++));
  }
  Session& session = state_.session();
  session.run_often(InsertRows{session.durable(ComparisonHistory::table_name), columns, rows});
}

void EloUnit::append_history(std::int64_t seq) {
  Session& session = state_.session();
  HistoryAppender history(
      session.connection().append_to(session.durable(ComparisonHistory::table_name)));
  for (const Played& played : played_) history.add(*played.match, played.move, seq++);
  history.close();
}

void EloUnit::write_ratings() {
  const EloBook::Changes changes = memory_.book.changes();
  const std::size_t posts = changes.added.size() + changes.changed.size();
  if (posts == 0) return;
  static const std::vector<std::string> columns = EloRatings::schema().names();
  Session& session = state_.session();
  const TableName table = session.durable(EloRatings::table_name);
  state_.touch(EloRatings::table_name);
  std::vector<std::vector<Scalar>> rows;
  for (const EloRecord* record : changes.added) rows.push_back(elo_row(*record));
  if (posts <= kFewPosts) {
    for (const EloRecord* record : changes.changed) session.run_often(update_of(table, *record));
    if (!rows.empty()) session.run_often(InsertRows{table, columns, rows});
    return;
  }
  for (const EloRecord* record : changes.changed) rows.push_back(elo_row(*record));
  session.run_often(Upsert{table, columns, memtable(EloRatings::schema(), rows), {"post_id"}});
}

}  // namespace egregora::detail
