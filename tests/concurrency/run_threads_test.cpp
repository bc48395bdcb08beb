// SPDX-License-Identifier: Apache-2.0
// Eight threads and three stores on one file. What must hold: every run ends as its thread was
// told, exactly one of those that end the same run succeeds, and events are numbered without a gap.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/run_store.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

constexpr int kThreads = 8;
constexpr int kTurns = 20;

class RunThreads : public ::testing::Test {
 protected:
  /// Runs `work(thread, store)` on all threads, on three stores.
  template <class F>
  void on_all_threads(const F& work) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      RunStore& store = thread % 3 == 0 ? first_ : thread % 3 == 1 ? second_ : own_;
      threads.emplace_back([&, thread] { work(thread, store); });
    }
  }

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_ / "runs.duckdb"}};
  RunStore first_{storage_};
  RunStore second_{storage_};
  RunStore own_{{.db_path = folder_ / "runs.duckdb"}};
};

TEST_F(RunThreads, events_of_one_run_are_numbered_without_a_gap) {
  const Uuid shared = first_.create_run({});
  std::vector<std::vector<std::int64_t>> given(kThreads);
  on_all_threads([&](int thread, RunStore& store) {
    for (int i = 0; i < kTurns; ++i) {
      given[static_cast<std::size_t>(thread)].push_back(
          store.record_event(shared, {.kind = std::to_string(thread)}));
    }
  });
  const auto events = first_.get_events(shared);
  ASSERT_EQ(events.size(), static_cast<std::size_t>(kThreads * kTurns));
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(events[i].seq, static_cast<std::int64_t>(i) + 1);
  }
  for (std::size_t thread = 0; thread < kThreads; ++thread) {
    for (const std::int64_t seq : given[thread]) {
      EXPECT_EQ(events[static_cast<std::size_t>(seq - 1)].kind, std::to_string(thread));
    }
  }
}

TEST_F(RunThreads, one_of_many_ends_a_run) {
  std::vector<Uuid> runs;
  for (int i = 0; i < kTurns; ++i) runs.push_back(first_.create_run({}));
  std::vector<std::atomic<int>> ended(kTurns);
  on_all_threads([&](int thread, RunStore& store) {
    for (std::size_t i = 0; i < kTurns; ++i) {
      try {
        store.update_run_status(runs[i], RunStatus::completed, {.rows_out = thread});
        ++ended[i];
      } catch (const InvalidOperationError&) {
        continue;
      }
    }
  });
  for (const auto& times : ended) EXPECT_EQ(times, 1);
}

TEST_F(RunThreads, tracked_functions_end_as_their_threads_were_told) {
  std::atomic<int> failed = 0;
  on_all_threads([&](int thread, RunStore& store) {
    for (int i = 0; i < kTurns; ++i) {
      try {
        const int answer = store.track(std::to_string(thread), [&](RunHandle& run) {
          run.add_rows_out(i);
          run.heartbeat();
          run.record_table({.table_name = "t", .rows = i});
          if (i % 5 == 0) throw std::runtime_error(std::to_string(i));
          return i;
        });
        EXPECT_EQ(answer, i);
      } catch (const std::runtime_error&) {
        ++failed;
      }
    }
  });
  EXPECT_EQ(failed, kThreads * kTurns / 5);
  int seen_failed = 0;
  const auto runs = first_.get_recent_runs({.limit = 1000});
  EXPECT_EQ(runs.size(), static_cast<std::size_t>(kThreads * kTurns));
  for (const RunRecord& run : runs) {
    const bool has_failed = run.rows_out.value() % 5 == 0;
    EXPECT_EQ(run.status, has_failed ? RunStatus::failed : RunStatus::completed);
    EXPECT_EQ(run.error.has_value(), has_failed);
    EXPECT_GE(run.duration_seconds.value(), 0);
    EXPECT_EQ(first_.get_tables(run.run_id).at(0).rows, run.rows_out);
    seen_failed += has_failed ? 1 : 0;
  }
  EXPECT_EQ(seen_failed, failed);
}

TEST_F(RunThreads, one_handle_serves_many_threads) {
  first_.track("crowd", [&](RunHandle& run) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < kTurns; ++i) {
          run.add_rows_in(1);
          run.record_event({.kind = "row"});
        }
      });
    }
  });
  const RunRecord run = first_.get_recent_runs().at(0);
  EXPECT_EQ(run.rows_in, kThreads * kTurns);
  EXPECT_EQ(first_.get_events(run.run_id).back().seq, kThreads * kTurns);
}

TEST_F(RunThreads, lineage_written_from_both_ends_makes_no_circle) {
  std::vector<Uuid> runs;
  for (int i = 0; i < 6; ++i) runs.push_back(first_.create_run({}));
  on_all_threads([&](int thread, RunStore& store) {
    for (std::size_t i = 0; i < 30; ++i) {
      const Uuid& child = runs[(i * 5 + static_cast<std::size_t>(thread)) % runs.size()];
      const Uuid& parent = runs[(i * 7 + 3 * static_cast<std::size_t>(thread)) % runs.size()];
      try {
        store.record_lineage({.child_run_id = child, .parent_run_ids = {parent}});
      } catch (const InvalidOperationError&) {
        continue;
      }
    }
  });
  for (const Uuid& run : runs) {
    for (const RelatedRun& ancestor : first_.get_lineage(run).ancestors) {
      for (const RelatedRun& above : first_.get_lineage(ancestor.run_id).ancestors) {
        EXPECT_NE(above.run_id, run);
      }
    }
  }
  EXPECT_GT(storage_.row_count("lineage"), 0);
}

}  // namespace
}  // namespace egregora
