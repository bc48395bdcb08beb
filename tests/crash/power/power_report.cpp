// SPDX-License-Identifier: Apache-2.0
// Counts go to docs/faults-survived.md by hand.
#include "crash/power/power_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <iostream>

namespace egregora::crash_tests {

void report(const std::string& what, PowerTrial& trial, const PowerPlan& plan) {
  const PowerCounts counts = trial.cut(plan);
  std::cout << fmt::format(
      "power cut, {}: {} changes, {} points, {} models, {} cuts ({} torn writes), {} states tried, "
      "{} mended, "
      "{} behind, {} refused, {} lost; cut again at {} points, {} cuts\n",
      what, trial.records(), counts.points, plan.models.size(), counts.cuts, counts.torn,
      counts.states, counts.mended, counts.behind, counts.refused, counts.lost, counts.points_again,
      counts.cuts_again);
  EXPECT_GT(counts.states, 0U);
  EXPECT_EQ(counts.behind + counts.refused + counts.lost, 0U);
  EXPECT_TRUE(trial.flaws().empty()) << fmt::format("{}", fmt::join(trial.flaws(), "\n"));
}

}  // namespace egregora::crash_tests
