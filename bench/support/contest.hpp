// SPDX-License-Identifier: Apache-2.0
// Contestants that do the same work take turns, round by round, so that a busy machine is busy for
// all of them; a ratio is the median of the rounds' ratios.
#pragma once

#include <string>
#include <vector>

#include "support/child_process.hpp"

namespace bench {

class Contest {
 public:
  /// Returns the contestant's number.
  int add(Work work);
  void run(int rounds);

  Cost cost(int contestant) const;
  double cpu_ratio(int contestant, int peer) const;
  double wall_ratio(int contestant, int peer) const;

 private:
  double ratio(int contestant, int peer, double Cost::*of) const;
  std::vector<Work> works_ = {};
  std::vector<std::vector<Cost>> costs_ = {};
};

}  // namespace bench
