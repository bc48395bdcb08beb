// SPDX-License-Identifier: Apache-2.0
// What durable work costs through the storage manager over the same durable work by hand: tables
// replaced with their Parquet files, tables in memory, upserts, updates, deletes, opening. Wall
// time, both sides on the same disk with the same threads, turn by turn.
// Usage: storage [--rows N] [--rounds R] [--threads T]
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "support/clock.hpp"
#include "support/options.hpp"
#include "support/raw_database.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

namespace fs = std::filesystem;
using bench::ClockKind;
using bench::RawDatabase;
using bench::Report;
using bench::Turns;
using namespace egregora;
using namespace egregora::literals;

struct Options {
  std::int64_t rows = 1'000'000;
  int rounds = 11;
  int threads = 2;
};

const char* const kColumns =
    "i AS id, (hash(i) % 1_000)::BIGINT AS amount, 'kind ' || hash(i + 1) % 12 AS kind,"
    " hash(i + 2) / 1e19 AS score";

std::string events_sql(std::int64_t rows) {
  return std::string("SELECT ") + kColumns + " FROM range(" + std::to_string(rows) + ") AS n(i)";
}

/// Both sides with the same rows in table `events`.
struct Sides {
  Sides(const bench::Workshop& workshop, const Options& options)
      : folder(workshop.fresh("raw").parent_path()),
        storage({.db_path = workshop.fresh("ours"), .threads = options.threads}),
        raw(workshop.fresh("raw")) {
    raw.run("SET threads = " + std::to_string(options.threads));
    storage.connection()->query("CREATE TABLE events AS " + events_sql(options.rows));
    raw.run("CREATE TABLE events AS " + events_sql(options.rows));
    raw.run("CREATE TABLE manifest (id UUID, name VARCHAR, rows BIGINT, bytes BIGINT)");
    raw.run("ATTACH ':memory:' AS scratch");
    storage.checkpoint();
    raw.run("CHECKPOINT");
  }
  fs::path folder;
  DuckDBStorageManager storage;
  RawDatabase raw;
};

/// The peer's replacement: a stage, its file, and the swap as one transaction.
void replace_by_hand(RawDatabase& raw, const fs::path& folder, const std::string& query,
                     const std::string& definition) {
  if (definition.empty()) {
    raw.run("CREATE TABLE stage AS " + query);
  } else {
    raw.run("BEGIN");
    raw.run("CREATE TABLE stage " + definition);
    raw.run("INSERT INTO stage " + query);
    raw.run("COMMIT");
  }
  const fs::path made = folder / "by-hand.tmp";
  raw.run("COPY stage TO '" + made.string() + "' (FORMAT parquet)");
  bench::sync_path(made);
  fs::rename(made, folder / "by-hand.parquet");
  bench::sync_path(folder);
  raw.run("BEGIN");
  raw.run("DROP TABLE IF EXISTS copy");
  raw.run("ALTER TABLE stage RENAME TO copy");
  raw.run("INSERT INTO manifest VALUES (uuid(), 'copy', 1, 1)");
  raw.run("COMMIT");
}

void report_wall(Report& report, const char* what, const Turns& turns, double bar) {
  report.ratio(what, "ms", turns.ours * 1e3, turns.peer * 1e3, turns.ratio, bar);
}

void replacements(Sides& sides, const Options& options, Report& report) {
  const Table events = sides.storage.read_table("events");
  const auto replace = [&](const char* what, std::int64_t rows, int rounds, double bar) {
    const Table query = events.filter(events["id"] < rows).mutate("twice"_ = events["amount"] * 2);
    const std::string sql =
        "SELECT *, amount * 2 AS twice FROM events WHERE id < " + std::to_string(rows);
    report_wall(report, what,
                bench::take_turns(
                    ClockKind::wall, rounds, 1, [&] { sides.storage.write_table(query, "copy"); },
                    [&] { replace_by_hand(sides.raw, sides.folder, sql, ""); }),
                bar);
  };
  replace("replace, all rows", options.rows, options.rounds, 1.05);
  replace("replace, 1,000 rows", 1000, 10 * options.rounds, 1.35);
}

void keyed_replacement(Sides& sides, const Options& options, Report& report) {
  sides.storage.create_table("copy_keyed",
                             {{"id", DataType::int64(), false},
                              {"amount", DataType::int64()},
                              {"kind", DataType::string()},
                              {"score", DataType::float64()}},
                             {.primary_key = {"id"}});
  const Table events = sides.storage.read_table("events");
  report_wall(report, "replace, all rows, primary key",
              bench::take_turns(
                  ClockKind::wall, options.rounds, 1,
                  [&] { sides.storage.write_table(events, "copy_keyed"); },
                  [&] {
                    replace_by_hand(sides.raw, sides.folder, "SELECT * FROM events",
                                    "(id BIGINT NOT NULL PRIMARY KEY, amount BIGINT, kind VARCHAR,"
                                    " score DOUBLE)");
                  }),
              1.10);
}

void in_memory(Sides& sides, const Options& options, Report& report) {
  const Table events = sides.storage.read_table("events");
  const Table query = events.mutate("twice"_ = events["amount"] * 2);
  report_wall(report, "checkpoint = false",
              bench::take_turns(
                  ClockKind::wall, options.rounds, 1,
                  [&] { sides.storage.write_table(query, "memory", {.checkpoint = false}); },
                  [&] {
                    sides.raw.run(
                        "CREATE OR REPLACE TABLE scratch.memory AS SELECT *, amount * 2"
                        " AS twice FROM events");
                  }),
              1.05);
}

/// A tenth of the table's rows, half of them new.
std::string batch_sql(std::int64_t rows) {
  return std::string("SELECT ") + kColumns + " FROM range(" + std::to_string(rows - rows / 20) +
         ", " + std::to_string(rows + rows / 20) + ") AS n(i)";
}

void upsert_by_hand(RawDatabase& raw) {
  raw.run("BEGIN");
  bench::RawStatement twice(raw, "SELECT id FROM batch GROUP BY id HAVING count(*) > 1 LIMIT 1");
  if (twice.execute().rows() != 0) throw std::runtime_error("a key comes twice");
  raw.run(
      "MERGE INTO keyed USING batch ON keyed.id = batch.id WHEN MATCHED THEN UPDATE SET amount ="
      " batch.amount, kind = batch.kind, score = batch.score WHEN NOT MATCHED THEN INSERT"
      " VALUES (batch.id, batch.amount, batch.kind, batch.score)");
  raw.run("COMMIT");
}

void changes(Sides& sides, const Options& options, Report& report) {
  const std::string keyed =
      "CREATE TABLE keyed (id BIGINT PRIMARY KEY, amount BIGINT, kind VARCHAR, score DOUBLE)";
  for (const std::string& sql : {keyed, std::string("INSERT INTO keyed SELECT * FROM events"),
                                 "CREATE TABLE batch AS " + batch_sql(options.rows)}) {
    sides.storage.connection()->query(sql);
    sides.raw.run(sql);
  }
  const Table batch = sides.storage.read_table("batch");
  report_wall(report, "upsert of a tenth",
              bench::take_turns(
                  ClockKind::wall, options.rounds, 1, [&] { sides.storage.upsert("keyed", batch); },
                  [&] { upsert_by_hand(sides.raw); }),
              1.10);
  report_wall(report, "update of a tenth",
              bench::take_turns(
                  ClockKind::wall, options.rounds, 1,
                  [&] {
                    sides.storage.update("keyed", {"amount"_ = col("amount") + 1},
                                         col("id") % 10 == 3);
                  },
                  [&] { sides.raw.run("UPDATE keyed SET amount = amount + 1 WHERE id % 10 = 3"); }),
              1.10);
  std::int64_t ours = 0;
  std::int64_t theirs = 0;
  report_wall(
      report, "delete of a hundredth",
      bench::take_turns(
          ClockKind::wall, options.rounds, 1,
          [&] { sides.storage.delete_rows("keyed", col("id") % 100 == ours++); },
          [&] { sides.raw.run("DELETE FROM keyed WHERE id % 100 = " + std::to_string(theirs++)); }),
      1.10);
}

/// What an instance and an ATTACH cost by hand.
void attach_by_hand(const fs::path& file) {
  RawDatabase raw(":memory:");
  raw.run("ATTACH '" + file.string() + "' AS db");
  raw.run("DETACH db");
}

void opening(const bench::Workshop& workshop, const Options& options, Report& report) {
  const fs::path ours = workshop.fresh("fifty");
  const fs::path peer = workshop.fresh("fifty-raw");
  {
    DuckDBStorageManager storage({.db_path = ours});
    RawDatabase raw(peer);
    for (int table = 0; table < 50; ++table) {
      storage.write_table(memtable({{"x", {1, 2, 3}}}), "t" + std::to_string(table));
      raw.run("CREATE TABLE t" + std::to_string(table) + " AS SELECT * FROM range(3)");
    }
  }
  const Turns open = bench::take_turns(
      ClockKind::wall, 5 * options.rounds, 1,
      [&] { DuckDBStorageManager storage({.db_path = ours, .threads = 1}); },
      [&] { attach_by_hand(peer); });
  std::printf("opening 50 tables: %.2f ms, instance and ATTACH by hand %.2f ms\n", open.ours * 1e3,
              open.peer * 1e3);
  report.bound("opening: more than by hand", "ms", open.difference * 1e3, 5);
  DuckDBStorageManager storage({.db_path = ours, .threads = 1});
  const auto calls = [&](const char* what, double bar, const std::function<void()>& call) {
    const Turns turns = bench::take_turns(ClockKind::wall, options.rounds, 200, call, [] {});
    report.bound(what, "us", turns.ours * 1e6, bar);
  };
  calls("table_exists", 20, [&] { static_cast<void>(storage.table_exists("t7")); });
  calls("read_table, warm", 100, [&] { static_cast<void>(storage.read_table("t7")); });
}

Options options_of(int count, char** values) {
  Options options;
  bench::read_options(
      count, values,
      {{"--rows", &options.rows}, {"--rounds", &options.rounds}, {"--threads", &options.threads}});
  return options;
}

}  // namespace

int main(int count, char** values) try {
  const Options options = options_of(count, values);
  const bench::Workshop workshop;
  Report report;
  {
    Sides sides(workshop, options);
    replacements(sides, options, report);
    keyed_replacement(sides, options, report);
    in_memory(sides, options, report);
    changes(sides, options, report);
  }
  opening(workshop, options, report);
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
