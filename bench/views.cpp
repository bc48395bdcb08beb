// SPDX-License-Identifier: Apache-2.0
// Fifty views over five tables: what it costs to find that nothing is stale, and to rebuild what
// one changed table makes stale, beside the same rebuilding by hand. Wall time.
// Usage: views [--rows N] [--rounds R]
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>

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

constexpr int kTables = 5;
constexpr int kViewsOfATable = 10;  // a chain: the second reads the first, and so on

struct Options {
  std::int64_t rows = 200'000;  // of each table
  int rounds = 9;
};

std::string table_name(int table) { return "t" + std::to_string(table); }
std::string view_name(int table, int view) {
  return view < 0 ? table_name(table) : "v" + std::to_string(table) + std::to_string(view);
}

std::string rows_sql(std::int64_t rows) {
  return "SELECT i AS id, 'kind ' || hash(i) % 12 AS kind, hash(i + 2) / 1e19 AS score FROM "
         "range(" +
         std::to_string(rows) + ") AS n(i)";
}

ViewBuilder builder_of(int view) {
  return [view](const Table& t) {
    return t.filter(t["id"] % 100 != view).mutate("score"_ = t["score"] * 2);
  };
}

/// The peer's view: a new table in the old one's place, its file, both durable.
void build_by_hand(RawDatabase& raw, const fs::path& folder, int table, int view) {
  const std::string name = view_name(table, view);
  const std::string number = std::to_string(view);
  raw.run("CREATE OR REPLACE TABLE " + name + " AS SELECT id, kind, score * 2 AS score FROM " +
          view_name(table, view - 1) + " WHERE id % 100 <> " + number);
  const fs::path made = folder / (name + ".tmp");
  raw.run("COPY " + name + " TO '" + made.string() + "' (FORMAT parquet)");
  bench::sync_path(made);
  fs::rename(made, folder / (name + ".parquet"));
  bench::sync_path(folder);
}

struct Sides {
  Sides(const bench::Workshop& workshop, const Options& options)
      : folder(workshop.fresh("raw").parent_path()),
        storage({.db_path = workshop.fresh("ours"), .threads = 1}),
        raw(workshop.fresh("raw")) {
    raw.run("SET threads = 1");
    for (int table = 0; table < kTables; ++table) {
      const std::string create =
          "CREATE TABLE " + table_name(table) + " AS " + rows_sql(options.rows);
      storage.connection()->query(create);
      raw.run(create);
      for (int view = 0; view < kViewsOfATable; ++view) {
        views.add(view_name(table, view), builder_of(view),
                  {.depends_on = {view_name(table, view - 1)}});
        build_by_hand(raw, folder, table, view);
      }
    }
    views.refresh(storage);
  }
  fs::path folder;
  DuckDBStorageManager storage;
  RawDatabase raw;
  ViewRegistry views;
};

void nothing_stale(Sides& sides, const Options& options, Report& report) {
  const Turns idle = bench::take_turns(
      ClockKind::wall, options.rounds, 10,
      [&] { static_cast<void>(sides.views.refresh(sides.storage)); }, [] {});
  report.bound("refresh, nothing stale of 50", "ms", idle.ours * 1e3, 10);
  const Turns looking = bench::take_turns(
      ClockKind::wall, options.rounds, 10,
      [&] { static_cast<void>(sides.views.plan(sides.storage)); }, [] {});
  report.bound("plan, nothing stale of 50", "ms", looking.ours * 1e3, 10);
}

/// The input's file is part of our side: the next plan needs it.
void one_input_changed(Sides& sides, const Options& options, Report& report) {
  bool exact = true;
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 1,
      [&] {
        sides.storage.update("t3", {"score"_ = col("score") + 1}, col("id") == 7);
        const auto built = sides.views.refresh(sides.storage);
        exact = exact && built.size() == kViewsOfATable;
        for (const RefreshedView& view : built) exact = exact && view.name.starts_with("v3");
      },
      [&] {
        sides.raw.run("UPDATE t3 SET score = score + 1 WHERE id = 7");
        sides.raw.run("COPY t3 TO '" + (sides.folder / "t3.parquet").string() +
                      "' (FORMAT parquet)");
        for (int view = 0; view < kViewsOfATable; ++view) {
          build_by_hand(sides.raw, sides.folder, 3, view);
        }
      });
  report.holds("one changed input rebuilds just the ten views above it", exact);
  report.ratio("those ten, over the same by hand", "ms", turns.ours * 1e3, turns.peer * 1e3,
               turns.ratio, 1.35);
}

}  // namespace

int main(int count, char** values) try {
  Options options;
  bench::read_options(count, values, {{"--rows", &options.rows}, {"--rounds", &options.rounds}});
  const bench::Workshop workshop;
  Report report;
  Sides sides(workshop, options);
  nothing_stale(sides, options, report);
  one_input_changed(sides, options, report);
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
