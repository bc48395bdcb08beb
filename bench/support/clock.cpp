// SPDX-License-Identifier: Apache-2.0
// See clock.hpp.
#include "support/clock.hpp"

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <utility>

namespace bench {

namespace {

double read_clock(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_of(ClockKind kind, int calls, const std::function<void()>& work) {
  const double start = now(kind);
  for (int i = 0; i < calls; ++i) work();
  return (now(kind) - start) / calls;
}

}  // namespace

double cpu_now() { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }

double wall_now() { return read_clock(CLOCK_MONOTONIC); }

double now(ClockKind kind) { return kind == ClockKind::cpu ? cpu_now() : wall_now(); }

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Turns take_turns(ClockKind kind, int rounds, int calls, const std::function<void()>& ours,
                 const std::function<void()>& peer) {
  std::vector<double> of_ours;
  std::vector<double> of_peer;
  std::vector<double> ratios;
  std::vector<double> differences;
  for (int round = -1; round < rounds; ++round) {
    double first = seconds_of(kind, calls, round % 2 == 0 ? ours : peer);
    double second = seconds_of(kind, calls, round % 2 == 0 ? peer : ours);
    if (round % 2 != 0) std::swap(first, second);
    if (round < 0) continue;
    of_ours.push_back(first);
    of_peer.push_back(second);
    ratios.push_back(first / second);
    differences.push_back(first - second);
  }
  return {median(std::move(of_ours)), median(std::move(of_peer)), median(std::move(ratios)),
          median(std::move(differences))};
}

}  // namespace bench
