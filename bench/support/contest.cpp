// SPDX-License-Identifier: Apache-2.0
// See contest.hpp.
#include "support/contest.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace bench {

int Contest::add(Work work) {
  works_.push_back(std::move(work));
  costs_.emplace_back();
  return static_cast<int>(works_.size()) - 1;
}

void Contest::run(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t at = 0; at < works_.size(); ++at) costs_[at].push_back(in_child(works_[at]));
  }
}

Cost Contest::cost(int contestant) const {
  return median(costs_[static_cast<std::size_t>(contestant)]);
}

double Contest::cpu_ratio(int contestant, int peer) const {
  return ratio(contestant, peer, &Cost::cpu_seconds);
}

double Contest::wall_ratio(int contestant, int peer) const {
  return ratio(contestant, peer, &Cost::wall_seconds);
}

double Contest::ratio(int contestant, int peer, double Cost::*of) const {
  const std::vector<Cost>& ours = costs_[static_cast<std::size_t>(contestant)];
  const std::vector<Cost>& theirs = costs_[static_cast<std::size_t>(peer)];
  std::vector<double> ratios;
  for (std::size_t round = 0; round < ours.size(); ++round) {
    ratios.push_back(ours[round].*of / (theirs[round].*of));
  }
  std::nth_element(ratios.begin(), ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2),
                   ratios.end());
  return ratios[ratios.size() / 2];
}

}  // namespace bench
