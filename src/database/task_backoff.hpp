// SPDX-License-Identifier: Apache-2.0
// How long a task that failed waits.
#pragma once

#include <egregora/database/task_record.hpp>

namespace egregora::detail {

/// The policy with a generator of its own where it has none. Throws: InvalidOperationError for
/// lengths out of range.
RetryPolicy checked_policy(RetryPolicy policy);

/// The wait after the `attempt`-th attempt (>= 1) failed. Requires: a checked policy.
std::chrono::microseconds backoff(const RetryPolicy& policy, std::int64_t attempt);

}  // namespace egregora::detail
