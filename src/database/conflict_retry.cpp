// SPDX-License-Identifier: Apache-2.0
// Exponential waiting with full jitter, so that writers that met once do not meet again.
#include "database/conflict_retry.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
constexpr std::chrono::microseconds kFirstWait{500};
constexpr int kMostDoublings = 7;  // 64 ms

void wait_a_while(int attempt) {
  thread_local std::minstd_rand random(std::random_device{}());
  const auto longest = kFirstWait.count() << std::min(attempt, kMostDoublings);
  std::uniform_int_distribution<std::chrono::microseconds::rep> distribution(0, longest);
  std::this_thread::sleep_for(std::chrono::microseconds(distribution(random)));
}
}  // namespace

void retry_conflicts(int attempts, const std::function<void()>& unit) {
  for (int attempt = 1;; ++attempt) {
    try {
      return unit();
    } catch (const ConflictError&) {
      if (attempt >= attempts) throw;
    }
    wait_a_while(attempt);
  }
}

}  // namespace egregora::detail
