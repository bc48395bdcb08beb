// SPDX-License-Identifier: Apache-2.0
// See child_process.hpp.
#include "support/child_process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>

#include "support/clock.hpp"

namespace bench {

namespace {

/// Not getrusage's: that one begins with the parent's peak.
double peak_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib / 1024;
  }
  return 0;
}

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "bench: %s\n", what);
  std::exit(1);
}

[[noreturn]] void run_child(int out, const Work& work) {
  int status = 1;
  try {
    Stopwatch watch;
    const std::int64_t rows = work(watch);
    const Cost cost = watch.read(rows);
    if (::write(out, &cost, sizeof cost) == sizeof cost) status = 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
  }
  ::_exit(status);
}

}  // namespace

void Stopwatch::start() {
  cpu_ = cpu_now();
  wall_ = wall_now();
}

Cost Stopwatch::read(std::int64_t rows) const {
  return {cpu_now() - cpu_, wall_now() - wall_, peak_mib(), rows};
}

Cost in_child(const Work& work) {
  int ends[2];
  if (::pipe(ends) != 0) fail("no pipe");
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child < 0) fail("no process");
  if (child == 0) {
    ::close(ends[0]);
    run_child(ends[1], work);
  }
  ::close(ends[1]);
  Cost cost;
  const bool whole = ::read(ends[0], &cost, sizeof cost) == sizeof cost;
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!whole || !WIFEXITED(status) || WEXITSTATUS(status) != 0) fail("the measured work failed");
  return cost;
}

Cost median(std::vector<Cost> costs) {
  std::sort(costs.begin(), costs.end(),
            [](const Cost& a, const Cost& b) { return a.cpu_seconds < b.cpu_seconds; });
  Cost median = costs[costs.size() / 2];
  for (const Cost& cost : costs) median.peak_mib = std::max(median.peak_mib, cost.peak_mib);
  return median;
}

}  // namespace bench
