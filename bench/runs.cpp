// SPDX-License-Identifier: Apache-2.0
// What tracking a stage as a run adds to it, and what looking at runs costs, in a table of many,
// over the same durable statements by hand. Wall time, on the same disk, turn by turn.
// Usage: runs [--runs N] [--rounds R]
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

#include <egregora/database/run_store.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/sql/statements.hpp>

#include "support/clock.hpp"
#include "support/options.hpp"
#include "support/raw_database.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

using bench::ClockKind;
using bench::RawDatabase;
using bench::RawStatement;
using bench::Report;
using bench::Turns;
using namespace egregora;

constexpr double kMostAdded = 5;    // milliseconds that tracking adds to a stage
constexpr double kMostLooking = 5;  // milliseconds for the newest ten

struct Options {
  std::int64_t runs = 100'000;
  int rounds = 15;
};

// An id that both sides can make of a number, not in the order of time as random ones are not.
constexpr const char* kIdOf = "CAST(md5(CAST($1 AS VARCHAR)) AS UUID)";

std::string runs_ended_before(std::int64_t runs) {
  return "INSERT INTO runs SELECT CAST(md5(CAST(i AS VARCHAR)) AS UUID), 'default',"
         " 'stage ' || (i % 7), 'completed', '{\"source\":\"whatsapp\",\"window_size\":' || i || "
         "'}',"
         " md5('' || i), 'egregora 0.1.0', 'DuckDB', NULL,"
         " TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_seconds(i * 30),"
         " TIMESTAMPTZ '2024-01-01 00:00:10+00' + to_seconds(i * 30), NULL, 10, i, i, NULL, NULL,"
         " NULL FROM range(" +
         std::to_string(runs) + ") AS n(i)";
}

/// Both sides with as many runs that ended before.
struct Sides {
  Sides(const bench::Workshop& workshop, std::int64_t runs)
      : storage({.db_path = workshop.fresh("ours"), .threads = 1}),
        store(storage),
        raw(workshop.fresh("raw")) {
    using S = schemas::Runs;
    raw.run(
        to_statement(
            CreateTable{{.name = std::string(S::table_name)}, {S::declared(), {}, S::checks()}}, {})
            .text);
    raw.run(runs_ended_before(runs));
    raw.run("CHECKPOINT");
    storage.connection()->query(runs_ended_before(runs));
    storage.checkpoint();
  }
  DuckDBStorageManager storage;
  RunStore store;
  RawDatabase raw;
};

/// A run by hand: begun and ended, a commit each.
class RawRuns {
 public:
  RawRuns(const RawDatabase& database, std::int64_t first)
      : begin_(database, "BEGIN"),
        commit_(database, "COMMIT"),
        insert_(database, std::string("INSERT INTO runs VALUES (") + kIdOf +
                              ", 'default', 'stage', 'running', NULL, NULL, 'egregora', 'DuckDB',"
                              " NULL, now(), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"),
        look_(database, std::string("SELECT status, started_at FROM runs WHERE run_id = ") + kIdOf),
        update_(database, std::string("UPDATE runs SET status = 'completed', finished_at = now(),"
                                      " duration_seconds = 1, rows_out = 1 WHERE run_id = ") +
                              kIdOf),
        next_(first) {}

  void run() {
    const std::int64_t id = next_++;
    begin_.execute();
    insert_.bind(1, id).execute();
    commit_.execute();
    begin_.execute();
    if (look_.bind(1, id).execute().rows() != 1) throw std::runtime_error("the run is not there");
    update_.bind(1, id).execute();
    commit_.execute();
  }

 private:
  RawStatement begin_;
  RawStatement commit_;
  RawStatement insert_;
  RawStatement look_;
  RawStatement update_;
  std::int64_t next_;
};

void tracking(Sides& sides, const Options& options, Report& report) {
  RawRuns peer(sides.raw, options.runs);
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 20,
      [&] { sides.store.track("stage", [](RunHandle& run) { run.add_rows_out(1); }); },
      [&] { peer.run(); });
  report.bound("what tracking adds to a stage", "ms", turns.ours * 1e3, kMostAdded);
  report.ratio("a run begun and ended", "ms", turns.ours * 1e3, turns.peer * 1e3, turns.ratio, 1.5);
}

void looking(Sides& sides, const Options& options, Report& report) {
  RawStatement newest(sides.raw, "SELECT * FROM runs ORDER BY started_at DESC, run_id LIMIT 10");
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 10,
      [&] {
        if (sides.store.get_recent_runs().size() != 10) throw std::runtime_error("not ten runs");
      },
      [&] {
        if (newest.execute().rows() != 10) throw std::runtime_error("not ten runs");
      });
  report.bound("the newest ten runs", "ms", turns.ours * 1e3, kMostLooking);
  report.ratio("the newest ten runs, beside a prepared query", "ms", turns.ours * 1e3,
               turns.peer * 1e3, turns.ratio, 1.5);
}

void finding(Sides& sides, const Options& options, Report& report) {
  // The first eight digits of md5('12345'), as people copy them.
  RawStatement one(sides.raw, "SELECT * FROM runs WHERE CAST(run_id AS VARCHAR) LIKE '827ccb0e%'");
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 10, [&] { (void)sides.store.get_run("827ccb0e"); },
      [&] {
        if (one.execute().rows() != 1) throw std::runtime_error("not one run");
      });
  report.ratio("a run by the beginning of its id", "ms", turns.ours * 1e3, turns.peer * 1e3,
               turns.ratio, 1);
}

void telling(Sides& sides, const Options& options, Report& report) {
  const Uuid run = sides.store.create_run({});
  sides.raw.run(
      "CREATE TABLE run_events (run_id UUID NOT NULL, seq BIGINT NOT NULL,"
      " occurred_at TIMESTAMPTZ NOT NULL, kind VARCHAR NOT NULL, payload JSON)");
  RawStatement begin(sides.raw, "BEGIN");
  RawStatement commit(sides.raw, "COMMIT");
  RawStatement insert(sides.raw, std::string("INSERT INTO run_events SELECT ") + kIdOf +
                                     ", coalesce(max(seq), 0) + 1, now(), 'told', NULL"
                                     " FROM run_events WHERE run_id = " +
                                     kIdOf);
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 20, [&] { sides.store.record_event(run, {.kind = "told"}); },
      [&] {
        begin.execute();
        insert.bind(1, 0).execute();
        commit.execute();
      });
  report.ratio("an event, beside one statement", "ms", turns.ours * 1e3, turns.peer * 1e3,
               turns.ratio, 2);
}

Options options_of(int count, char** values) {
  Options options;
  bench::read_options(count, values, {{"--runs", &options.runs}, {"--rounds", &options.rounds}});
  return options;
}

}  // namespace

int main(int count, char** values) try {
  const Options options = options_of(count, values);
  const bench::Workshop workshop;
  Report report;
  {
    Sides sides(workshop, options.runs);
    looking(sides, options, report);
    finding(sides, options, report);
    tracking(sides, options, report);
    telling(sides, options, report);
  }
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
