// SPDX-License-Identifier: Apache-2.0
#include "database/task_backoff.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <random>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
/// Thread safety: any thread.
class SharedRandom {
 public:
  double next() {
    const std::lock_guard guard(mutex_);
    return std::uniform_real_distribution<double>(0, 1)(generator_);
  }

 private:
  std::mutex mutex_;
  std::minstd_rand generator_{std::random_device{}()};
};
}  // namespace

RetryPolicy checked_policy(RetryPolicy policy) {
  constexpr std::chrono::hours kYear{24 * 366};
  if (policy.first.count() < 0 || policy.longest < policy.first || policy.longest > kYear) {
    throw InvalidOperationError(
        "a retry policy has 0 <= first <= longest, and longest is a year at most");
  }
  if (!policy.random) {
    policy.random = [random = std::make_shared<SharedRandom>()] { return random->next(); };
  }
  return policy;
}

std::chrono::microseconds backoff(const RetryPolicy& policy, std::int64_t attempt) {
  const auto doublings = static_cast<double>(std::clamp<std::int64_t>(attempt - 1, 0, 60));
  const double full = std::min(static_cast<double>(policy.first.count()) * std::exp2(doublings),
                               static_cast<double>(policy.longest.count()));
  const double part = 1 - 0.5 * std::clamp(policy.random(), 0.0, 1.0);
  return std::chrono::microseconds(std::llround(full * part));
}

}  // namespace egregora::detail
