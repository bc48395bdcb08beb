// SPDX-License-Identifier: Apache-2.0
// Runs a piece of work in a child process of its own, so that its CPU time and its peak of memory
// are its own and not those of what ran before it.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace bench {

/// What one piece of work cost.
struct Cost {
  double cpu_seconds = 0;  ///< user and system, of all threads, between start() and the end
  double wall_seconds = 0;
  double peak_mib = 0;  ///< of resident memory, from the child's beginning
  std::int64_t rows = 0;
};

/// Given to the work. What comes before start() is preparation and not counted, but for its memory.
class Stopwatch {
 public:
  Stopwatch() { start(); }
  void start();
  Cost read(std::int64_t rows) const;

 private:
  double cpu_ = 0;
  double wall_ = 0;
};

/// Returns how many rows it dealt with.
using Work = std::function<std::int64_t(Stopwatch&)>;

/// Runs `work` in a child. Ends the program where it fails.
Cost in_child(const Work& work);
/// The run of median CPU time, with the highest peak of all.
Cost median(std::vector<Cost> costs);

}  // namespace bench
