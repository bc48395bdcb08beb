// SPDX-License-Identifier: Apache-2.0
// A worker's handlers: what they return and throw, leases that are renewed or lost, stopping.
#include <egregora/database/worker.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "unit/database/task_fixture.hpp"

namespace egregora {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Opened once; threads wait for it.
class Gate {
 public:
  void open() {
    const std::lock_guard guard(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};

class WorkerTest : public TaskTest {
 protected:
  /// Waits for what other threads do.
  template <class F>
  static void await(const F& condition) {
    while (!condition()) std::this_thread::sleep_for(1ms);
  }

  DuckDBStorageManager storage_{on_file()};
  TaskStore store_{storage_, tools(), retry()};
};

TEST_F(WorkerTest, handlers_complete_tasks_with_what_they_return) {
  std::vector<Uuid> ids;
  for (int i = 0; i < 50; ++i) ids.push_back(store_.enqueue("square", {{"n", i}}));
  store_.enqueue("other");
  Worker worker(store_, {.threads = 4, .batch = 7});
  worker.on("square", [](const RunningTask& task) {
    const std::int64_t n = task.payload().at("n").as_int();
    return Json{{"n", n * n}};
  });
  worker.run_until_idle();
  EXPECT_EQ(worker.counts().completed, 50);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(store_.get_task(ids[static_cast<std::size_t>(i)]).result, (Json{{"n", i * i}}));
  }
  EXPECT_THAT(store_.fetch_pending(), SizeIs(1));  // no handler, not claimed
}

TEST_F(WorkerTest, what_handlers_throw_is_a_failed_attempt) {
  const Uuid plain = store_.enqueue("throws", {}, {.max_attempts = 1});
  const Uuid odd = store_.enqueue("odd");
  const Uuid bad = store_.enqueue("bad");
  Worker worker(store_, {.name = "w1"});
  worker.on("throws", [](const RunningTask&) -> Json { throw std::runtime_error("it's broken"); });
  worker.on("odd", [](const RunningTask&) -> Json { throw 42; });
  worker.on("bad", [](const RunningTask&) -> Json { throw std::runtime_error("\xFF\xFE"); });
  worker.run_until_idle();
  EXPECT_EQ(worker.counts().failed, 3);
  EXPECT_EQ(state(store_, plain), "dead 1/1");
  EXPECT_EQ(store_.failures(plain).at(0).error, "it's broken");
  EXPECT_EQ(store_.failures(plain).at(0).worker, "w1");
  EXPECT_EQ(state(store_, odd), "pending 1/5");
  EXPECT_THAT(store_.failures(odd).at(0).error, HasSubstr("std::exception"));
  EXPECT_THAT(store_.failures(bad).at(0).error, HasSubstr("UTF-8"));
}

TEST_F(WorkerTest, tasks_that_come_while_it_runs_are_done) {
  Worker worker(store_, {.threads = 2, .poll = 1ms});
  std::atomic<int> done = 0;
  worker.on("t", [&](const RunningTask&) {
    ++done;
    return Json();
  });
  worker.start();
  store_.enqueue("t");
  store_.enqueue("t");
  await([&] { return done == 2; });
  store_.enqueue("t");
  await([&] { return done == 3; });
  worker.stop();
  EXPECT_EQ(worker.counts().completed, 3);
  store_.enqueue("t");
  worker.start();  // again
  await([&] { return done == 4; });
  worker.stop();
}

TEST_F(WorkerTest, stopping_lets_handlers_finish_and_puts_the_rest_back) {
  for (int i = 0; i < 10; ++i) store_.enqueue("t");
  Gate started;
  Gate go;
  Worker worker(store_, {.batch = 10});
  bool saw_the_stop = false;
  worker.on("t", [&](const RunningTask& task) {
    started.open();
    go.pass();
    await([&] { return task.stopping(); });
    saw_the_stop = true;
    return Json();
  });
  worker.start();
  started.pass();
  std::jthread later([&] { go.open(); });
  worker.stop();
  EXPECT_TRUE(saw_the_stop);
  EXPECT_EQ(worker.counts().completed, 1);
  EXPECT_EQ(worker.counts().released, 9);
  EXPECT_EQ(store_.stats().by_status.at(TaskStatus::pending), 9);
  EXPECT_EQ(store_.fetch_pending().at(0).attempts, 0);
}

TEST_F(WorkerTest, whoever_stops_it_waits_for_its_handlers) {
  const Uuid id = store_.enqueue("t");
  Gate started;
  std::atomic<bool> finished = false;
  Worker worker(store_, {.threads = 2});
  worker.on("t", [&](const RunningTask& task) {
    started.open();
    await([&] { return task.stopping(); });
    for (int i = 0; i < 20; ++i) EXPECT_EQ(state(store_, id), "processing 1/5");
    EXPECT_THROW(worker.start(), InvalidOperationError);  // it still runs
    finished = true;
    return Json();
  });
  {
    std::vector<std::jthread> waiting;
    waiting.emplace_back([&] {
      worker.run_until_idle();
      EXPECT_TRUE(finished);
    });
    started.pass();
    for (int i = 0; i < 3; ++i) {
      waiting.emplace_back([&] {
        worker.stop();
        EXPECT_TRUE(finished);
      });
    }
  }
  EXPECT_EQ(worker.counts().completed, 1);
}

TEST_F(WorkerTest, a_handler_that_stops_its_own_worker_gets_an_error) {
  const Uuid id = store_.enqueue("t");
  Worker worker(store_);
  worker.on("t", [&](const RunningTask&) {
    EXPECT_THROW(worker.stop(), InvalidOperationError);
    EXPECT_THROW(worker.run_until_idle(), InvalidOperationError);
    return Json();
  });
  worker.run_until_idle();
  EXPECT_EQ(state(store_, id), "completed 1/5");
}

TEST_F(WorkerTest, leases_are_renewed_while_a_handler_works) {
  const Uuid id = store_.enqueue("t");
  Worker worker(store_, {.lease = 60s, .heartbeat = 1ms});
  worker.on("t", [&](const RunningTask&) {
    for (const int second : {50, 100, 150}) {
      at(second);
      await([&] { return store_.get_task(id).lease_expires_at == clock_->now() + 60s; });
      EXPECT_THAT(store_.claim("other"), IsEmpty());
    }
    return Json();
  });
  worker.run_until_idle();
  EXPECT_EQ(state(store_, id), "completed 1/5");
}

TEST_F(WorkerTest, a_handler_whose_lease_was_lost_does_not_write) {
  const Uuid id = store_.enqueue("t");
  Worker worker(store_, {.lease = 60s, .heartbeat = 1h});
  worker.on("t", [&](const RunningTask& task) {
    if (task.claim().attempts > 1) return Json("second");
    at(60);
    EXPECT_THAT(store_.claim("other", {.lease = 60s}), SizeIs(1));
    return Json("first");
  });
  worker.run_until_idle();
  EXPECT_EQ(worker.counts().lost, 1);
  EXPECT_EQ(store_.get_task(id).claimed_by, "other");
  EXPECT_TRUE(store_.get_task(id).result.is_null());
}

TEST_F(WorkerTest, a_handler_is_told_that_its_lease_was_lost) {
  const Uuid id = store_.enqueue("t");
  Worker worker(store_, {.lease = 60s, .heartbeat = 1ms});
  worker.on("t", [&](const RunningTask& task) -> Json {
    storage_.update("tasks", {{"fence", literal(9)}}, col("task_id") == id);
    await([&] { return task.lease_lost(); });
    throw std::runtime_error("nobody hears it");
  });
  worker.run_until_idle();
  EXPECT_EQ(worker.counts().lost, 1);
  EXPECT_EQ(state(store_, id), "processing 1/5");
  EXPECT_THAT(store_.failures(id), IsEmpty());
}

TEST_F(WorkerTest, an_error_of_the_store_ends_it_and_is_told) {
  Gate closed;
  Gate started;
  for (int i = 0; i < 3; ++i) store_.enqueue("t");
  Worker worker(store_, {.poll = 1ms});
  worker.on("t", [&](const RunningTask&) {
    started.open();
    closed.pass();
    return Json();
  });
  worker.start();
  started.pass();
  storage_.close();
  closed.open();
  EXPECT_THROW(worker.stop(), ClosedError);
}

TEST_F(WorkerTest, bad_values_are_refused) {
  EXPECT_THROW(Worker(store_, {.name = ""}), InvalidOperationError);
  EXPECT_THROW(Worker(store_, {.threads = 0}), InvalidOperationError);
  EXPECT_THROW(Worker(store_, {.batch = 0}), InvalidOperationError);
  EXPECT_THROW(Worker(store_, {.lease = 0s}), InvalidOperationError);
  Worker worker(store_);
  EXPECT_THROW(worker.start(), InvalidOperationError);
  const auto handler = [](const RunningTask&) { return Json(); };
  EXPECT_THROW(worker.on("", handler), InvalidOperationError);
  worker.on("t", handler);
  EXPECT_THROW(worker.on("t", handler), InvalidOperationError);
  worker.start();
  EXPECT_THROW(worker.start(), InvalidOperationError);
  EXPECT_THROW(worker.on("u", handler), InvalidOperationError);
  EXPECT_NO_THROW(worker.stop());
  EXPECT_NO_THROW(worker.stop());
}

}  // namespace
}  // namespace egregora
