// SPDX-License-Identifier: Apache-2.0
// Threads that work on the tasks of a TaskStore.
#pragma once

#include <egregora/database/task_store.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace egregora {

struct WorkerOptions {
  std::string name = "worker";  ///< not empty; in `claimed_by` and `task_errors`
  int threads = 1;              ///< >= 1
  std::int64_t batch = 10;      ///< tasks claimed at once, >= 1
  std::chrono::microseconds lease = kDefaultLease;
  std::chrono::microseconds poll = std::chrono::milliseconds(200);  ///< rest where nothing is due
  /// How often leases are renewed while handlers run, in real time. 0: a third of the lease.
  std::chrono::microseconds heartbeat = std::chrono::microseconds(0);
};

/// What a handler is told. Lifetime: the handler's call.
class RunningTask {
 public:
  virtual ~RunningTask();
  virtual const Claim& claim() const = 0;
  const Json& payload() const { return claim().payload; }
  /// The task is somebody else's by now: what the handler returns is not written.
  virtual bool lease_lost() const = 0;
  /// Worker::stop() was called: a long handler may end early, by an error, to be tried again.
  virtual bool stopping() const = 0;
};

/// What became of tasks.
struct WorkerCounts {
  std::int64_t completed = 0;
  std::int64_t failed = 0;    ///< attempts
  std::int64_t lost = 0;      ///< finished too late to be written
  std::int64_t released = 0;  ///< claimed and put back when it stopped
};

/// Claims tasks of the types that it has handlers for, runs these on its threads, and says how it
/// went: what a handler returns completes its task, what it throws is a failed attempt. Leases are
/// renewed meanwhile; where one was lost, nothing is written.
/// Thread safety: on() before start(); the others any thread. Handlers run on several threads at
/// once. Lifetime: the store must outlive it. The destructor stops it.
///
/// @code
///   Worker worker(tasks, {.threads = 4});
///   worker.on("enrich", [](const RunningTask& task) { return Json{{"title", "..."}}; });
///   worker.start();
/// @endcode
class Worker {
 public:
  using Handler = std::function<Json(const RunningTask&)>;

  /// Throws: InvalidOperationError for options out of range.
  explicit Worker(TaskStore& store, const WorkerOptions& options = {});
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Throws: InvalidOperationError for an empty type, one that has a handler, a worker that runs.
  void on(std::string_view type, Handler handler);
  /// Throws: InvalidOperationError without handlers, or where it runs.
  void start();
  /// Lets running handlers finish and puts back what was claimed besides; whoever calls it waits
  /// for that. Throws: the error by which the worker ended before, of the store and not of a
  /// handler; InvalidOperationError in one of its own handlers.
  void stop();
  /// Works until nothing is due any more, then stops. Throws: what start() and stop() throw.
  void run_until_idle();
  WorkerCounts counts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egregora
