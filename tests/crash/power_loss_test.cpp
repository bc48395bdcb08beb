// SPDX-License-Identifier: Apache-2.0
// The short form of long/power_loss_long_test.cpp: the power is cut in the middle of a workload,
// and what was acknowledged is there.
#include <gtest/gtest.h>

#include "crash/power/power_report.hpp"
#include "crash/trial/pipeline_trial.hpp"

namespace egregora::crash_tests {
namespace {

TEST(PowerLoss, loses_nothing_acknowledged_at_any_fsync) {
  if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_journal come first";
  PowerTrial trial(false);
  ASSERT_EQ(trial.unseen(), "");
  report("sample", trial, {.every = 1, .seeds = 2});
}

}  // namespace
}  // namespace egregora::crash_tests
