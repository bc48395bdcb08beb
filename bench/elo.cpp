// SPDX-License-Identifier: Apache-2.0
// What recording comparisons costs over the same durable statements by hand: one record from one
// thread, many threads whose records share commits beside as many whose do not, and a large batch
// beside appending its finished rows. Wall time, on the same disk, turn by turn.
// Usage: elo [--matches N] [--rounds R] [--records N]
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <egregora/database/elo_store.hpp>

#include "support/clock.hpp"
#include "support/options.hpp"
#include "support/raw_elo.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

using bench::ClockKind;
using bench::post_name;
using bench::RawDatabase;
using bench::RawEloWriter;
using bench::Report;
using bench::Turns;
using namespace egregora;

constexpr std::int64_t kPosts = 1000;

struct Options {
  std::int64_t matches = 1'000'000;
  int rounds = 11;
  int records = 20;  // of each thread in a round
};

/// Both sides with a thousand posts.
struct Sides {
  explicit Sides(const bench::Workshop& workshop)
      : storage({.db_path = workshop.fresh("ours"), .threads = 1}),
        store(storage),
        raw(workshop.fresh("raw")) {
    std::vector<Comparison> all;
    for (std::uint64_t post = 0; post < kPosts; post += 2) {
      all.push_back({.winner_id = post_name(post), .loser_id = post_name(post + 1)});
    }
    store.record_batch(all);
    bench::create_elo_tables(raw, kPosts);
    storage.checkpoint();
    raw.run("CHECKPOINT");
  }
  DuckDBStorageManager storage;
  EloStore store;
  RawDatabase raw;
};

/// Two posts that are not the same, others each time.
struct Pair {
  std::uint64_t winner;
  std::uint64_t loser;
};
Pair pair_of(std::uint64_t number) {
  return {number * 37 % kPosts, (number * 37 + 1 + number % 400) % kPosts};
}

void record(EloStore& store, std::uint64_t number) {
  const Pair pair = pair_of(number);
  store.record_comparison({.winner_id = post_name(pair.winner), .loser_id = post_name(pair.loser)});
}

void one_thread(Sides& sides, const Options& options, Report& report) {
  RawEloWriter writer(sides.raw.handle());
  std::uint64_t ours = 0;
  std::uint64_t theirs = 0;
  // Every post once, so that the store knows its rating as the peer does.
  while (ours < kPosts) record(sides.store, ours++);
  const Turns turns = bench::take_turns(
      ClockKind::wall, 3 * options.rounds, 50, [&] { record(sides.store, ours++); },
      [&] {
        const Pair pair = pair_of(theirs++);
        // Without reading: ratings and the last number are known from the record before, as ours.
        writer.record(pair.winner, pair.loser, static_cast<std::int64_t>(theirs), false);
      });
  report.ratio("one record, one thread", "us", turns.ours * 1e6, turns.peer * 1e6, turns.ratio,
               1.10);
}

template <class F>
void on_threads(int count, const F& work) {
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < count; ++thread) threads.emplace_back(work, thread);
}

/// Writers by hand wait for each other: without, most of their transactions would conflict.
struct RawCrowd {
  RawCrowd(const RawDatabase& database, int count) {
    for (int i = 0; i < count; ++i) {
      writers.push_back(std::make_unique<RawEloWriter>(database.handle()));
    }
  }
  void record(int thread, std::uint64_t number) {
    const Pair pair = pair_of(number);
    const std::lock_guard guard(mutex);
    writers[static_cast<std::size_t>(thread)]->record(pair.winner, pair.loser, ++seq, true);
  }
  std::mutex mutex;
  std::int64_t seq = 0;
  std::vector<std::unique_ptr<RawEloWriter>> writers;
};

void crowd(Sides& sides, const Options& options, Report& report, int threads, double gain) {
  RawCrowd peers(sides.raw, threads);
  const auto number = [&](int thread, int i) {
    return static_cast<std::uint64_t>(thread) * 7919 + static_cast<std::uint64_t>(i);
  };
  const Turns turns = bench::take_turns(
      ClockKind::wall, options.rounds, 1,
      [&] {
        on_threads(threads, [&](int thread) {
          for (int i = 0; i < options.records; ++i) record(sides.store, number(thread, i));
        });
      },
      [&] {
        on_threads(threads, [&](int thread) {
          for (int i = 0; i < options.records; ++i) peers.record(thread, number(thread, i));
        });
      });
  const double each = 1e6 / (threads * options.records);
  const std::string what = "a record, " + std::to_string(threads) + " threads sharing commits";
  std::printf("%d threads: %.1f times the throughput\n", threads, 1 / turns.ratio);
  report.ratio(what.c_str(), "us", turns.ours * each, turns.peer * each, turns.ratio, 1 / gain);
}

void batch(Sides& sides, const bench::Workshop& workshop, const Options& options, Report& report) {
  std::vector<Comparison> matches;
  matches.reserve(static_cast<std::size_t>(options.matches));
  for (std::int64_t seq = 0; seq < options.matches; ++seq) {
    const auto number = static_cast<std::uint64_t>(seq);
    matches.push_back({.winner_id = post_name(number * 7 % kPosts),
                       .loser_id = post_name((number * 7 + 1 + number % 5) % kPosts),
                       .tie = seq % 5 == 0});
  }
  const auto chunks = [&] {
    DuckDBStorageManager other({.db_path = workshop.fresh("finished")});
    EloStore(other).record_batch(matches);
    other.checkpoint("comparison_history");
    return bench::history_chunks(sides.raw, other.checkpoint_dir() / "comparison_history.parquet");
  }();
  const Turns turns = bench::take_turns(
      ClockKind::wall, 5, 1, [&] { sides.store.record_batch(matches); },
      [&] { bench::append_history(sides.raw, chunks); });
  report.ratio("a batch, beside appending its finished rows", "ms", turns.ours * 1e3,
               turns.peer * 1e3, turns.ratio, 1.5);
}

Options options_of(int count, char** values) {
  Options options;
  bench::read_options(count, values,
                      {{"--matches", &options.matches},
                       {"--rounds", &options.rounds},
                       {"--records", &options.records}});
  return options;
}

}  // namespace

int main(int count, char** values) try {
  const Options options = options_of(count, values);
  const bench::Workshop workshop;
  Report report;
  {
    Sides sides(workshop);
    one_thread(sides, options, report);
    crowd(sides, options, report, 8, 3);
    crowd(sides, options, report, 32, 8);
    crowd(sides, options, report, 128, 12);
    batch(sides, workshop, options, report);
  }
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
