// SPDX-License-Identifier: Apache-2.0
// Eight threads and three stores on one file; workers that abandon what they claimed, and that stop
// in the middle. What must hold: no task is lost, and none is done twice under a live fence.
#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/worker.hpp>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/known_tools.hpp"
#include "support/temporary_folder.hpp"

namespace egregora {
namespace {

using namespace std::chrono_literals;

constexpr int kThreads = 8;

/// Never fails for good, comes again at once.
RetryPolicy at_once() { return {.first = 0us, .longest = 0us}; }

class TaskThreads : public ::testing::Test {
 protected:
  TaskStore& store_of(int thread) {
    return thread % 3 == 0 ? first_ : thread % 3 == 1 ? second_ : own_;
  }
  template <class F>
  void on_all_threads(const F& work) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] { work(thread, store_of(thread)); });
    }
  }

  testing::TemporaryFolder folder_;
  std::shared_ptr<testing::SettableClock> clock_ =
      std::make_shared<testing::SettableClock>("2025-01-01 10:00:00");
  StoreTools tools_{.clock = clock_};
  DuckDBStorageManager storage_{{.db_path = folder_ / "tasks.duckdb"}};
  TaskStore first_{storage_, tools_, at_once()};
  TaskStore second_{storage_, tools_, at_once()};
  TaskStore own_{{.db_path = folder_ / "tasks.duckdb", .clock = clock_}, at_once()};
};

/// Who did which task, as acknowledged.
class Done {
 public:
  void note(const Claim& claim) {
    const std::lock_guard guard(mutex_);
    ++times_[claim.task_id];
  }
  void check(const std::set<Uuid>& queued) const {
    EXPECT_EQ(times_.size(), queued.size());
    for (const auto& [id, times] : times_) {
      EXPECT_EQ(times, 1) << id.to_string();
      EXPECT_TRUE(queued.contains(id));
    }
  }

 private:
  std::mutex mutex_;
  std::map<Uuid, int> times_;
};

TEST_F(TaskThreads, every_task_is_done_once_though_claims_are_abandoned) {
  constexpr int kTasks = 60;  // of each thread
  std::mutex mutex;
  std::set<Uuid> queued;
  Done done;
  std::atomic<int> queueing = kThreads;
  std::atomic<int> stale = 0;
  on_all_threads([&](int thread, TaskStore& store) {
    std::minstd_rand random(static_cast<unsigned>(thread) + 1);
    const auto finish = [&](const std::vector<Claim>& claims) {
      for (const Claim& claim : claims) {
        try {
          switch (random() % 8) {
            case 0:
              continue;  // abandoned: its lease will end
            case 1:
              store.fail(claim, "no");
              continue;
            case 2:
              store.release({&claim, 1});
              continue;
            default:
              store.complete(claim);
              done.note(claim);
          }
        } catch (const ConflictError&) {
          ++stale;  // somebody else took it when the clock went on
        }
      }
    };
    for (int i = 0; i < kTasks; ++i) {
      const std::vector<NewTask> tasks(
          1 + i % 3,
          {.type = i % 2 == 0 ? "a" : "b", .priority = i % 4, .max_attempts = 1'000'000});
      const std::vector<Uuid> ids = store.enqueue_batch(tasks);
      {
        const std::lock_guard guard(mutex);
        queued.insert(ids.begin(), ids.end());
      }
      if (thread == 5 && i % 10 == 0) {  // leases end
        clock_->set(format_timestamp(clock_->now() + 61s));
      }
      finish(store.claim(
          "w" + std::to_string(thread),
          {.types = i % 5 == 0 ? std::vector<std::string>{"b"} : std::vector<std::string>{},
           .limit = static_cast<std::int64_t>(random() % 4 + 1),
           .lease = 60s}));
    }
    if (--queueing > 0) return;
    // The last one sees to the rest.
    while (first_.stats().by_status.at(TaskStatus::pending) > 0 ||
           first_.stats().by_status.at(TaskStatus::processing) > 0) {
      clock_->set(format_timestamp(clock_->now() + 61s));
      finish(store.claim("last", {.limit = 50, .lease = 60s}));
    }
  });
  const TaskStats stats = first_.stats();
  EXPECT_EQ(stats.by_status.at(TaskStatus::completed), stats.total);
  EXPECT_EQ(stats.total, std::ssize(queued));
  done.check(queued);
}

TEST_F(TaskThreads, a_unique_key_has_one_task_whoever_asks) {
  std::mutex mutex;
  std::map<std::string, std::set<Uuid>> owners;
  on_all_threads([&](int thread, TaskStore& store) {
    for (int i = 0; i < 40; ++i) {
      const std::string key = "key " + std::to_string(i % 10);
      const Uuid id = thread % 2 == 0
                          ? store.enqueue("t", {}, {.unique_key = key})
                          : store.enqueue_batch({{.type = "t", .unique_key = key}}).at(0);
      const std::lock_guard guard(mutex);
      owners[key].insert(id);
    }
  });
  for (const auto& [key, ids] : owners) EXPECT_EQ(ids.size(), 1U) << key;
  EXPECT_EQ(first_.stats().total, 10);
}

TEST_F(TaskThreads, what_is_refused_concerns_its_caller_only) {
  const Uuid known = first_.enqueue("known");
  const Claim stale = first_.claim("w").at(0);
  first_.complete(stale);
  std::atomic<int> queued = 0;
  std::atomic<int> refused = 0;
  on_all_threads([&](int thread, TaskStore& store) {
    for (int i = 0; i < 40; ++i) {
      try {
        switch ((thread + i) % 5) {
          case 0:
            store.enqueue("\xFF");
            break;
          case 1:
            store.complete(stale);
            break;
          case 2:
            store.mark_failed(known, "e");
            break;
          default:
            store.enqueue("good");
            ++queued;
        }
      } catch (const Error& error) {
        const ErrorCode wanted[] = {ErrorCode::type, ErrorCode::conflict,
                                    ErrorCode::invalid_operation};
        refused += error.code() == wanted[(thread + i) % 5] ? 1 : 1000;
      }
    }
  });
  EXPECT_EQ(queued, kThreads * 40 * 2 / 5);
  EXPECT_EQ(refused, kThreads * 40 * 3 / 5);
  EXPECT_EQ(first_.stats().by_status.at(TaskStatus::pending), queued);
}

TEST_F(TaskThreads, workers_share_the_work_and_lose_nothing_when_they_stop) {
  constexpr int kTasks = 200;
  std::vector<NewTask> tasks;
  for (int i = 0; i < kTasks; ++i) {
    tasks.push_back({.type = "t", .payload = i, .max_attempts = 1'000});
  }
  const auto ids = first_.enqueue_batch(tasks);
  std::mutex mutex;
  std::multiset<std::int64_t> returned;
  for (int round = 0; first_.stats().by_status.at(TaskStatus::pending) > 0; ++round) {
    ASSERT_LT(round, 100);
    std::vector<std::unique_ptr<Worker>> workers;
    for (int w = 0; w < 3; ++w) {
      workers.push_back(std::make_unique<Worker>(
          store_of(w), WorkerOptions{.name = "w" + std::to_string(w), .threads = 2, .batch = 9}));
      workers.back()->on("t", [&](const RunningTask& task) -> Json {
        const std::int64_t number = task.payload().as_int();
        if ((number + task.claim().attempts) % 5 == 0) throw std::runtime_error("not this time");
        const std::lock_guard guard(mutex);
        returned.insert(number);
        return number;
      });
      workers.back()->start();
    }
    std::this_thread::sleep_for(10ms);
    for (auto& worker : workers) worker->stop();  // in the middle
  }
  EXPECT_EQ(returned.size(), static_cast<std::size_t>(kTasks));
  for (int i = 0; i < kTasks; ++i) {
    EXPECT_EQ(returned.count(i), 1U);
    EXPECT_EQ(first_.get_task(ids[static_cast<std::size_t>(i)]).result, Json(i));
  }
}

}  // namespace
}  // namespace egregora
