// SPDX-License-Identifier: Apache-2.0
// The table that a benchmark ends with: ours, the peer, their ratio, the bar. Counts broken bars,
// so that the program can say so by its exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/child_process.hpp"

namespace bench {

/// Lines of cost: CPU and wall seconds, thousands of messages a second of each, peak of memory.
void print_cost_head(const char* title);
void print_cost(const char* what, const Cost& cost);

class Report {
 public:
  /// `unit` follows `ours` and `peer`, as in "s CPU"; `ratio` is measured, not computed from them.
  void ratio(const char* what, const char* unit, double ours, double peer, double ratio,
             double bar);
  /// A figure that has no peer but a bound.
  void bound(const char* what, const char* unit, double ours, double bar);
  void holds(const char* what, bool does);
  void print() const;
  int broken() const noexcept { return broken_; }

 private:
  struct Line {
    std::string what = {};
    std::string ours = {};
    std::string peer = {};
    std::string ratio = {};
    std::string bar = {};
    bool holds = true;
  };
  void add(Line line);
  std::vector<Line> lines_ = {};
  int broken_ = 0;
};

}  // namespace bench
