// SPDX-License-Identifier: Apache-2.0
// What a queue of tasks costs: claimed and completed one by one beside the best statements by hand;
// in batches; beside millions of finished tasks; queued by one thread and by many that share
// commits. Wall time, on the same disk, turn by turn.
// Usage: tasks [--pending N] [--finished N] [--rounds R] [--calls N]
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include <egregora/database/task_store.hpp>
#include <egregora/expr/functions.hpp>

#include "support/clock.hpp"
#include "support/options.hpp"
#include "support/raw_tasks.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

using bench::ClockKind;
using bench::RawDatabase;
using bench::RawTaskQueue;
using bench::Report;
using bench::Turns;
using namespace egregora;

struct Options {
  std::int64_t pending = 100'000;
  std::int64_t finished = 2'000'000;
  int rounds = 11;
  int calls = 100;  // in a round; what is read ahead is read again every 2,000 tasks
};

void enqueue(TaskStore& store, std::int64_t count) {
  constexpr std::int64_t kBatch = 100'000;
  for (std::int64_t first = 0; first < count; first += kBatch) {
    std::vector<NewTask> tasks;
    for (std::int64_t i = first; i < std::min(count, first + kBatch); ++i) {
      tasks.push_back({.type = "enrich", .payload = Json{{"number", i}}});
    }
    store.enqueue_batch(tasks);
  }
}

/// A database of ours with finished tasks of all kinds before the pending ones.
struct Ours {
  Ours(const bench::Workshop& workshop, const std::string& name, std::int64_t finished,
       std::int64_t pending)
      : storage({.db_path = workshop.fresh(name), .threads = 1}), store(storage) {
    enqueue(store, finished);
    const Expr kind = col("seq") % 4;
    storage.update("tasks",
                   {{"status", kind.cases({{literal(0), literal("superseded")},
                                           {literal(1), literal("failed")}},
                                          literal("completed"))},
                    {"processed_at", col("created_at")},
                    {"attempts", literal(1)},
                    {"fence", literal(1)}},
                   col("status") == "pending");
    enqueue(store, pending);
    storage.checkpoint();
  }
  void one() { store.complete(store.claim("w").at(0)); }
  void hundred() { store.complete_batch(store.claim("w", {.limit = 100})); }

  DuckDBStorageManager storage;
  TaskStore store;
};

void one_by_one(Ours& ours, const bench::Workshop& workshop, const Options& options,
                Report& report) {
  RawDatabase raw(workshop.fresh("raw"));
  bench::create_tasks_table(raw, options.pending);
  raw.run("CHECKPOINT");
  RawTaskQueue queue(raw);
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, options.calls, [&] { ours.one(); },
      [&] { queue.complete(queue.claim(1).front()); });
  report.ratio("claim and complete, one by one", "us", turns.ours * 1e6, turns.peer * 1e6,
               turns.ratio, 1.10);
}

void batches(Ours& ours, const Options& options, Report& report) {
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 20, [&] { ours.hundred(); }, [&] { ours.one(); });
  std::printf("in batches of 100: %.0f tasks a second\n", 100 / turns.ours);
  report.ratio("a task of a batch of 100, beside one by one", "us", turns.ours * 1e4,
               turns.peer * 1e6, turns.ratio / 100, 1.0 / 40);
}

void beside_finished(Ours& ours, Ours& other, const Options& options, Report& report) {
  const auto claim = [](Ours& side, std::int64_t limit) {
    if (std::ssize(side.store.claim("w", {.limit = limit})) != limit) {
      throw std::runtime_error("no tasks left");
    }
  };
  const Turns one = bench::take_turns(
      ClockKind::wall, options.rounds, options.calls, [&] { claim(other, 1); },
      [&] { claim(ours, 1); });
  report.ratio("a claim beside finished tasks, and without", "us", one.ours * 1e6, one.peer * 1e6,
               one.ratio, 1.25);
  const Turns hundred = bench::take_turns(
      ClockKind::wall, options.rounds, 20, [&] { claim(other, 100); }, [&] { claim(ours, 100); });
  report.ratio("a claim of 100 beside finished tasks", "us", hundred.ours * 1e6, hundred.peer * 1e6,
               hundred.ratio, 1.25);
  // Whoever takes part in a transaction of somebody else's makes all that is remembered void.
  const auto cold = [&](Ours& side) {
    side.storage.transaction([&](Transaction& tx) { side.store.enqueue(tx, "enrich"); });
    claim(side, 1);
  };
  const Turns after = bench::take_turns(
      ClockKind::wall, options.rounds, 3, [&] { cold(other); }, [&] { cold(ours); });
  report.ratio("queued in a transaction, then a claim", "us", after.ours * 1e6, after.peer * 1e6,
               after.ratio, 1.5);
}

void queueing(Ours& ours, const Options& options, Report& report) {
  const auto crowd = [&](int threads) {
    std::vector<std::jthread> running;
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back([&] {
        for (int i = 0; i < options.calls / threads; ++i) ours.store.enqueue("enrich", {{"a", 1}});
      });
    }
  };
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 1, [&] { crowd(8); }, [&] { crowd(1); });
  report.ratio("queueing, 8 threads sharing commits beside one", "us",
               turns.ours * 1e6 / options.calls, turns.peer * 1e6 / options.calls, turns.ratio,
               0.75);
}

}  // namespace

int main(int count, char** values) try {
  Options options;
  bench::read_options(count, values,
                      {{"--pending", &options.pending},
                       {"--finished", &options.finished},
                       {"--rounds", &options.rounds},
                       {"--calls", &options.calls}});
  const bench::Workshop workshop;
  Report report;
  {
    Ours ours(workshop, "ours", 0, options.pending);
    one_by_one(ours, workshop, options, report);
    batches(ours, options, report);
    Ours other(workshop, "other", options.finished, options.pending);
    beside_finished(ours, other, options, report);
    queueing(ours, options, report);
  }
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
