// SPDX-License-Identifier: Apache-2.0
// Each thread takes from what is held, and claims more where nothing is left; one more thread
// renews leases. Whatever the store throws but a stale claim ends the worker: it is told by stop().
#include <egregora/database/worker.hpp>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "database/held_tasks.hpp"

namespace egregora {

using detail::HeldTask;
using detail::HeldTasks;

RunningTask::~RunningTask() = default;

namespace {
WorkerOptions checked(WorkerOptions options) {
  if (options.name.empty() || options.threads < 1 || options.batch < 1 ||
      options.lease.count() <= 0 || options.poll.count() < 0 || options.heartbeat.count() < 0) {
    throw InvalidOperationError(
        "a worker has a name, a thread and a batch of one at least, a lease longer than 0, and no "
        "negative times");
  }
  if (options.heartbeat.count() == 0) options.heartbeat = options.lease / 3;
  return options;
}

/// The worker whose handlers this thread runs.
thread_local const void* working_for = nullptr;

/// What `error` says, as it is kept of a task.
std::string text_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "the handler threw something that is no std::exception";
  }
}
}  // namespace

struct Worker::State {
  State(TaskStore& tasks, WorkerOptions given) : store(tasks), options(std::move(given)) {}

  TaskStore& store;
  WorkerOptions options;
  std::map<std::string, Handler, std::less<>> handlers = {};
  std::vector<std::string> types = {};

  HeldTasks held = {};
  std::atomic<bool> stopping = false;
  std::mutex claiming = {};  // one thread claims for all

  mutable std::mutex mutex = {};
  std::condition_variable changed = {};  // something to stop or to look at again
  std::exception_ptr error = {};
  WorkerCounts counts = {};
  bool running = false;  // from start() until all threads have ended
  int starts = 0;
  std::vector<std::jthread> threads = {};
  std::jthread renewing = {};
  std::mutex joining = {};  // whoever stops a worker waits until its threads have ended

  void count(std::int64_t WorkerCounts::*what, std::int64_t number = 1) {
    const std::lock_guard guard(mutex);
    counts.*what += number;
  }
  void end_by(const std::exception_ptr& why) {
    const std::lock_guard guard(mutex);
    if (!error) error = why;
    stopping = true;
    changed.notify_all();
  }
  void rest(std::chrono::microseconds length) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, length, [&] { return stopping.load(); });
  }

  std::shared_ptr<HeldTask> next();
  void work(bool until_idle);
  void run(const std::shared_ptr<HeldTask>& task);
  void report(const std::shared_ptr<HeldTask>& task, const Json& result,
              const std::exception_ptr& failure);
  void renew(const std::stop_token& stop);
  void renew_all();
  int start(bool until_idle);
  void join(int start) noexcept;
  void end(int start);
};

/// A task to run, or null where nothing is due.
std::shared_ptr<HeldTask> Worker::State::next() {
  if (auto task = held.start_next()) return task;
  const std::lock_guard guard(claiming);
  if (auto task = held.start_next()) return task;  // another thread has just claimed some
  if (stopping) return nullptr;
  held.add(
      store.claim(options.name, {.types = types, .limit = options.batch, .lease = options.lease}),
      stopping);
  return held.start_next();
}

void Worker::State::work(bool until_idle) {
  working_for = this;
  try {
    while (!stopping) {
      if (const auto task = next()) {
        run(task);
      } else if (until_idle) {
        return;
      } else {
        rest(options.poll);
      }
    }
  } catch (...) {
    end_by(std::current_exception());
  }
}

void Worker::State::run(const std::shared_ptr<HeldTask>& task) {
  Json result;
  std::exception_ptr failure;
  try {
    result = handlers.find(task->claim().task_type)->second(*task);
  } catch (...) {
    failure = std::current_exception();
  }
  try {
    report(task, result, failure);
  } catch (...) {
    held.finish(task);
    throw;
  }
  held.finish(task);
}

void Worker::State::report(const std::shared_ptr<HeldTask>& task, const Json& result,
                           const std::exception_ptr& failure) {
  const auto lost = [&] {
    count(&WorkerCounts::lost);
    log(LogLevel::warning, fmt::format("task {} took longer than its lease; what came of it is "
                                       "not written",
                                       task->claim().task_id.to_string()));
  };
  if (task->lease_lost()) return lost();
  try {
    if (failure) {
      store.fail(task->claim(), text_of(failure));
    } else {
      store.complete(task->claim(), result);
    }
    count(failure ? &WorkerCounts::failed : &WorkerCounts::completed);
  } catch (const ConflictError&) {
    lost();
  } catch (const TaskNotFoundError&) {  // finished by somebody else, and put away
    lost();
  } catch (const TypeError&) {  // the error's text is no UTF-8
    store.fail(task->claim(), "the handler failed, and what it said is no UTF-8");
    count(&WorkerCounts::failed);
  }
}

void Worker::State::renew(const std::stop_token& stop) {
  std::mutex own;
  std::condition_variable_any time;
  std::unique_lock lock(own);
  while (!time.wait_for(lock, stop, options.heartbeat, [&] { return stop.stop_requested(); })) {
    try {
      renew_all();
    } catch (...) {
      end_by(std::current_exception());
    }
  }
}

void Worker::State::renew_all() {
  for (const auto& task : held.all()) {
    try {
      store.heartbeat(task->claim(), options.lease);
    } catch (const ConflictError&) {  // lost; or finished this very moment, then it does not matter
      task->lose();
    } catch (const TaskNotFoundError&) {
      task->lose();
    }
  }
}

/// Returns which start it is.
int Worker::State::start(bool until_idle) {
  const std::lock_guard guard(mutex);
  if (running) throw InvalidOperationError("this worker is running");
  if (handlers.empty())
    throw InvalidOperationError("this worker has no handler; add one with on()");
  running = true;
  stopping = false;
  error = nullptr;
  for (int i = 0; i < options.threads; ++i) {
    threads.emplace_back([this, until_idle] { work(until_idle); });
  }
  renewing = std::jthread([this](const std::stop_token& stop) { renew(stop); });
  return ++starts;
}

/// Waits for the threads of that start; then none of them runs any more.
void Worker::State::join(int start) noexcept {
  const std::lock_guard one_at_a_time(joining);
  std::vector<std::jthread> ended;
  std::jthread renewed;
  {
    const std::lock_guard guard(mutex);
    if (!running || start != starts) return;  // somebody else waited for them
    ended.swap(threads);
    renewed.swap(renewing);
  }
  for (std::jthread& thread : ended) thread.join();
  renewed = {};  // stops and joins it
  const std::lock_guard guard(mutex);
  running = false;
}

/// Waits, puts back what nobody began, and throws the error by which the worker ended.
void Worker::State::end(int start) {
  join(start);
  for (const Claim& claim : held.take_waiting()) {
    try {
      store.release({&claim, 1});
      count(&WorkerCounts::released);
    } catch (const ConflictError&) {
      count(&WorkerCounts::lost);
    }
  }
  const std::lock_guard guard(mutex);
  if (const auto why = std::exchange(error, nullptr)) std::rethrow_exception(why);
}

Worker::Worker(TaskStore& store, const WorkerOptions& options)
    : state_(std::make_unique<State>(store, checked(options))) {}

Worker::~Worker() {
  try {
    stop();
  } catch (const std::exception& error) {
    log(LogLevel::error, error.what());
  }
}

void Worker::on(std::string_view type, Handler handler) {
  if (type.empty()) throw InvalidOperationError("a task has a type");
  const std::lock_guard guard(state_->mutex);
  if (state_->running) throw InvalidOperationError("this worker is running");
  if (!state_->handlers.emplace(type, std::move(handler)).second) {
    throw InvalidOperationError(fmt::format("there is a handler for '{}' already", type));
  }
  state_->types.emplace_back(type);
}

void Worker::start() { state_->start(false); }

void Worker::stop() {
  if (working_for == state_.get()) {
    throw InvalidOperationError("a handler cannot wait for its own worker to stop");
  }
  int start = 0;
  {
    const std::lock_guard guard(state_->mutex);
    state_->stopping = true;
    state_->changed.notify_all();
    start = state_->starts;
  }
  state_->end(start);
}

void Worker::run_until_idle() { state_->end(state_->start(true)); }

WorkerCounts Worker::counts() const {
  const std::lock_guard guard(state_->mutex);
  return state_->counts;
}

}  // namespace egregora
