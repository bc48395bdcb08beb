// SPDX-License-Identifier: Apache-2.0
// What running a query through lazy tables costs over DuckDB's C API by hand, with a statement
// prepared once: the same rows in two files, the same work, values copied out on both sides, both
// on one thread in this process, turn by turn.
// Usage: execution [--rounds R] [--rows N]
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/table.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/clock.hpp"
#include "support/options.hpp"
#include "support/raw_columns.hpp"
#include "support/raw_database.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

namespace fs = std::filesystem;
using bench::ClockKind;
using bench::RawDatabase;
using bench::RawResult;
using bench::RawStatement;
using bench::Report;
using bench::Turns;
using namespace egregora;
using namespace egregora::literals;

struct Options {
  std::int64_t rows = 1'000'000;
  int rounds = 201;
};

void write_rows(const fs::path& ours, const fs::path& raw, std::int64_t rows) {
  {
    DuckDBStorageManager storage({.db_path = ours});
    storage.connection()->query(
        "CREATE TABLE events AS SELECT i AS id, (hash(i) % 1_000)::BIGINT AS amount,"
        " 'kind ' || hash(i + 1) % 12 AS kind, hash(i + 2) / 1e19 AS score FROM range(" +
        std::to_string(rows) + ") AS numbers(i)");
    storage.checkpoint();
    storage.close();
  }
  fs::copy_file(ours, raw);
}

void expect_same(double ours, double peer) {
  if (ours != peer)
    throw std::runtime_error("both sides do not give the same; nothing is compared");
}

/// A query for both sides. Each gives a sum over the values read, to compare and to have read them.
struct Query {
  const char* what;
  std::function<double()> ours;
  std::function<double()> peer;
};

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// Groups of some of the rows.

Table groups(const Table& events, std::int64_t below) {
  return events.filter(events["id"] < below)
      .group_by("kind")
      .agg("n"_ = count(), "total"_ = events["amount"].sum(), "mean"_ = events["score"].mean())
      .order_by("kind");
}

double run_groups(const Table& groups) {
  const DataFrame frame = groups.execute();
  return sum_of(frame.column<double>("mean").values());
}

constexpr const char* kGroups =
    "SELECT kind, count(*) AS n, sum(amount)::BIGINT AS total, avg(score) AS mean FROM events"
    " WHERE id < ? GROUP BY kind ORDER BY kind";

double raw_groups(RawStatement& statement, std::int64_t below) {
  bench::RawTexts kind;
  bench::RawColumn<std::int64_t> n;
  bench::RawColumn<std::int64_t> total;
  bench::RawColumn<double> mean;
  statement.bind(1, below).execute().for_each_chunk([&](duckdb_data_chunk chunk, idx_t rows) {
    kind.append(duckdb_data_chunk_get_vector(chunk, 0), rows);
    n.append(duckdb_data_chunk_get_vector(chunk, 1), rows);
    total.append(duckdb_data_chunk_get_vector(chunk, 2), rows);
    mean.append(duckdb_data_chunk_get_vector(chunk, 3), rows);
  });
  return sum_of(mean.values());
}

// Some thousand rows as they are.

Table some_rows(const Table& events, std::int64_t amount) {
  return events.filter(events["amount"] == amount).select("id", "kind", "score").order_by("id");
}

double run_some_rows(const Table& rows) {
  const DataFrame frame = rows.execute();
  return sum_of(frame.column<double>("score").values());
}

constexpr const char* kSomeRows = "SELECT id, kind, score FROM events WHERE amount = ? ORDER BY id";

double raw_some_rows(RawStatement& statement, std::int64_t amount) {
  bench::RawColumn<std::int64_t> id;
  bench::RawTexts kind;
  bench::RawColumn<double> score;
  statement.bind(1, amount).execute().for_each_chunk([&](duckdb_data_chunk chunk, idx_t rows) {
    id.append(duckdb_data_chunk_get_vector(chunk, 0), rows);
    kind.append(duckdb_data_chunk_get_vector(chunk, 1), rows);
    score.append(duckdb_data_chunk_get_vector(chunk, 2), rows);
  });
  return sum_of(score.values());
}

// Next to nothing: what is left is what a statement costs by itself.

double forty_two(DuckDBStorageManager& storage, const Table& one) {
  return static_cast<double>(storage.execute(one).column<std::int64_t>(0)[0]);
}

double raw_forty_two(RawResult result) {
  bench::RawColumn<std::int64_t> value;
  result.for_each_chunk([&](duckdb_data_chunk chunk, idx_t rows) {
    value.append(duckdb_data_chunk_get_vector(chunk, 0), rows);
  });
  return static_cast<double>(value.values().front());
}

void compare(const Query& query, int rounds, Report& report) {
  expect_same(query.ours(), query.peer());
  const Turns turns = bench::take_turns(ClockKind::cpu, rounds, 1, query.ours, query.peer);
  report.ratio(query.what, "ms", turns.ours * 1e3, turns.peer * 1e3, turns.ratio, 1.03);
}

/// A statement prepared once, beside a table built once.
void long_queries(const Table& events, const RawDatabase& raw, const Options& options,
                  Report& report) {
  RawStatement by_kind(raw, kGroups);
  RawStatement by_amount(raw, kSomeRows);
  const auto grouped = [&](const char* what, std::int64_t below) {
    return Query{what, [table = groups(events, below)] { return run_groups(table); },
                 [&by_kind, below] { return raw_groups(by_kind, below); }};
  };
  compare(grouped("groups of one row in a hundred", options.rows / 100), options.rounds, report);
  compare(grouped("groups of one row in eight", options.rows / 8), options.rounds, report);
  compare(grouped("groups of all rows", options.rows), options.rounds, report);
  const Query rows{"rows in order, one in a thousand",
                   [table = some_rows(events, 7)] { return run_some_rows(table); },
                   [&] { return raw_some_rows(by_amount, 7); }};
  compare(rows, options.rounds, report);
}

/// What building the table anew each time costs besides: nothing that a bar speaks of.
void building_anew(const Table& events, const Options& options) {
  const std::int64_t below = options.rows / 8;
  const Table kept = groups(events, below);
  const Turns turns = bench::take_turns(
      ClockKind::cpu, options.rounds, 1, [&] { run_groups(groups(events, below)); },
      [&] { run_groups(kept); });
  std::printf("building the groups of one row in eight anew each time costs %.1f us more\n",
              turns.difference * 1e6);
}

void short_queries(DuckDBStorageManager& storage, const RawDatabase& raw, int rounds,
                   Report& report) {
  const Table memory = memtable({{"x", {42}}});
  const auto lease = storage.connection();
  RawStatement prepared(raw, "SELECT 42::BIGINT");
  RawStatement parameter(raw, "SELECT ?");
  const std::vector<Query> queries{
      {"SELECT 42 as a table", [&] { return forty_two(storage, memory); },
       [&] { return raw_forty_two(prepared.execute()); }},
      {"SELECT ? as SQL",
       [&] {
         const DataFrame frame = lease->query("SELECT ?", {Scalar(42)});
         return static_cast<double>(frame.column<std::int64_t>(0)[0]);
       },
       [&] { return raw_forty_two(parameter.bind(1, 42).execute()); }}};
  for (const Query& query : queries) {
    expect_same(query.ours(), query.peer());
    const Turns turns = bench::take_turns(ClockKind::cpu, rounds, 20, query.ours, query.peer);
    std::printf("%-34s %8.1f us, by hand %8.1f us\n", query.what, turns.ours * 1e6,
                turns.peer * 1e6);
    report.bound((std::string(query.what) + ": more than by hand").c_str(), "us",
                 turns.difference * 1e6, 30);
  }
}

Options options_of(int count, char** values) {
  Options options;
  bench::read_options(count, values, {{"--rows", &options.rows}, {"--rounds", &options.rounds}});
  return options;
}

}  // namespace

int main(int count, char** values) try {
  const Options options = options_of(count, values);
  const bench::Workshop workshop;
  const fs::path ours = workshop.fresh("ours");
  const fs::path raw_file = workshop.fresh("raw");
  write_rows(ours, raw_file, options.rows);
  DuckDBStorageManager storage({.db_path = ours, .threads = 1});
  RawDatabase raw(raw_file);
  Report report;
  const Table events = storage.read_table("events");
  long_queries(events, raw, options, report);
  building_anew(events, options);
  short_queries(storage, raw, options.rounds, report);
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
