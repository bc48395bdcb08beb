// SPDX-License-Identifier: Apache-2.0
// Two clocks, the median of many readings, and two ways of the same work that take turns within
// this process: for work too short to be worth a process of its own.
#pragma once

#include <functional>
#include <vector>

namespace bench {

/// Seconds of user and system time of all threads of this process.
double cpu_now();
double wall_now();

double median(std::vector<double> values);

enum class ClockKind { cpu, wall };
double now(ClockKind kind);

/// What two ways of the same work cost, a call.
struct Turns {
  double ours = 0;  ///< seconds; the median of the rounds
  double peer = 0;
  double ratio = 0;       ///< the median of the rounds' ratios
  double difference = 0;  ///< seconds; the median of the rounds' differences
};

/// Runs `ours` and `peer` by turns, `calls` times each a round, and in the other order every other
/// round; one round before counts for nothing.
Turns take_turns(ClockKind kind, int rounds, int calls, const std::function<void()>& ours,
                 const std::function<void()>& peer);

}  // namespace bench
