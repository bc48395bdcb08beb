// SPDX-License-Identifier: Apache-2.0
#include "support/raw_elo.hpp"

#include <stdexcept>

#include <egregora/core/uuid.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/sql/statements.hpp>

namespace bench {

namespace {

constexpr std::int64_t kNow = 1'735'725'600'000'000;

void require(duckdb_state state, const char* what) {
  if (state == DuckDBError) throw std::runtime_error(what);
}

template <class S>
std::string table_of() {
  return egregora::to_statement(egregora::CreateTable{{.name = std::string(S::table_name)},
                                                      {S::declared(), {}, S::checks()}},
                                {})
      .text;
}

}  // namespace

std::string post_name(std::uint64_t number) { return "post-" + std::to_string(number); }

void create_elo_tables(RawDatabase& database, std::int64_t posts) {
  database.run(table_of<egregora::schemas::EloRatings>());
  database.run(table_of<egregora::schemas::ComparisonHistory>());
  database.run(
      "INSERT INTO elo_ratings SELECT 'post-' || i, 1500, 0, 0, 0, 0, now(), now() FROM range(" +
      std::to_string(posts) + ") AS n(i)");
}

RawEloWriter::RawEloWriter(duckdb_database database) {
  require(duckdb_connect(database, &connection_), "raw DuckDB does not connect");
  prepare("BEGIN", &begin_);
  prepare("COMMIT", &commit_);
  prepare(
      "SELECT post_id, rating, comparisons, wins, losses, ties FROM elo_ratings"
      " WHERE post_id IN ($1, $2)",
      &select_);
  prepare(
      "UPDATE elo_ratings SET rating = $2, comparisons = comparisons + 1, wins = wins + 1,"
      " losses = losses + 0, ties = ties + 0, last_updated = $3 WHERE post_id = $1",
      &update_);
  prepare(
      "INSERT INTO comparison_history VALUES ($1, $2, $3, $4, 'a', 32, 1500, 1500, $5, $6, $7,"
      " NULL)",
      &insert_);
}

RawEloWriter::~RawEloWriter() {
  for (duckdb_prepared_statement* statement : {&begin_, &select_, &update_, &insert_, &commit_}) {
    duckdb_destroy_prepare(statement);
  }
  duckdb_disconnect(&connection_);
}

void RawEloWriter::prepare(const char* sql, duckdb_prepared_statement* statement) {
  require(duckdb_prepare(connection_, sql, statement), sql);
}

void RawEloWriter::run(duckdb_prepared_statement statement) {
  RawResult result;
  require(duckdb_execute_prepared(statement, result.get()), "a raw statement fails");
}

void RawEloWriter::update(std::uint64_t post, double rating) {
  const std::string name = post_name(post);
  duckdb_bind_varchar_length(update_, 1, name.data(), name.size());
  duckdb_bind_double(update_, 2, rating);
  duckdb_bind_timestamp_tz(update_, 3, {kNow});
  run(update_);
}

void RawEloWriter::record(std::uint64_t winner, std::uint64_t loser, std::int64_t seq, bool reads) {
  const std::string first = post_name(winner);
  const std::string second = post_name(loser);
  run(begin_);
  if (reads) {
    duckdb_bind_varchar_length(select_, 1, first.data(), first.size());
    duckdb_bind_varchar_length(select_, 2, second.data(), second.size());
    run(select_);
  }
  update(winner, 1500.5);
  update(loser, 1499.5);
  const std::string id = egregora::uuid4().to_string();
  duckdb_bind_varchar_length(insert_, 1, id.data(), id.size());
  duckdb_bind_int64(insert_, 2, seq);
  duckdb_bind_varchar_length(insert_, 3, first.data(), first.size());
  duckdb_bind_varchar_length(insert_, 4, second.data(), second.size());
  duckdb_bind_double(insert_, 5, 1500.5);
  duckdb_bind_double(insert_, 6, 1499.5);
  duckdb_bind_timestamp_tz(insert_, 7, {kNow});
  run(insert_);
  run(commit_);
}

std::vector<duckdb_data_chunk> history_chunks(RawDatabase& database,
                                              const std::filesystem::path& parquet) {
  std::vector<duckdb_data_chunk> chunks;
  RawResult result =
      RawStatement(database, "SELECT * FROM '" + parquet.string() + "' ORDER BY seq").execute();
  while (duckdb_data_chunk chunk = duckdb_fetch_chunk(*result.get())) chunks.push_back(chunk);
  return chunks;
}

void append_history(RawDatabase& database, const std::vector<duckdb_data_chunk>& chunks) {
  database.run("BEGIN");
  duckdb_appender appender = nullptr;
  require(duckdb_appender_create(database.connection(), nullptr, "comparison_history", &appender),
          "no appender");
  for (duckdb_data_chunk chunk : chunks) {
    require(duckdb_append_data_chunk(appender, chunk), "a chunk is refused");
  }
  require(duckdb_appender_close(appender), "appending fails");
  duckdb_appender_destroy(&appender);
  database.run("COMMIT");
}

}  // namespace bench
