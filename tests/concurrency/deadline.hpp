// SPDX-License-Identifier: Apache-2.0
// Work that must end: a deadlock fails with a message instead of hanging until somebody looks.
#pragma once

#include <chrono>
#include <cstdlib>
#include <future>
#include <iostream>
#include <string>
#include <thread>

namespace egregora::testing {

/// Runs `work` on a thread of its own and rethrows what it throws. A thread that waits for a lock
/// cannot be ended, so that the whole process ends where the time is up, after saying
/// `what_runs()`.
template <class Work, class WhatRuns>
void within(std::chrono::seconds limit, Work&& work, WhatRuns&& what_runs) {
  std::packaged_task<void()> task(std::forward<Work>(work));
  std::future<void> done = task.get_future();
  std::thread worker(std::move(task));
  if (done.wait_for(limit) == std::future_status::timeout) {
    std::cerr << "deadlock? no end after " << limit.count() << " s: " << what_runs() << std::endl;
    std::abort();
  }
  worker.join();
  done.get();
}

}  // namespace egregora::testing
