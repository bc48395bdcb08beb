// SPDX-License-Identifier: Apache-2.0
// The short form of long/power_loss_long_test.cpp: the power is cut in the middle of a workload,
// and what was acknowledged is there.
#include <gtest/gtest.h>

#include "crash/power/power_report.hpp"
#include "crash/trial/pipeline_trial.hpp"

namespace egregora::crash_tests {
namespace {

class PowerLoss : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_journal come first";
  }
};

TEST_F(PowerLoss, loses_nothing_acknowledged) {
  PowerTrial trial({});
  ASSERT_EQ(trial.unseen(), "");
  report("dropped", trial, {.models = {PowerModel::dropped}});
  report("a sample of the other models", trial, {.every = 40});
}

TEST_F(PowerLoss, loses_nothing_after_a_process_that_died) {
  PowerTrial trial({.dies_after = 34});
  ASSERT_EQ(trial.unseen(), "");
  report("dropped, after a process that died", trial, {.models = {PowerModel::dropped}});
}

TEST_F(PowerLoss, would_be_seen_without_the_fsyncs_of_folders) {
  PowerTrial trial({});
  const PowerCounts counts =
      trial.cut({.every = 1000, .models = {PowerModel::dropped}, .without_folder_syncs = true});
  EXPECT_GT(counts.lost + counts.refused + counts.behind, 0U);
}

TEST_F(PowerLoss, would_be_seen_without_the_fsyncs_of_files) {
  PowerTrial trial({});
  const PowerCounts counts =
      trial.cut({.every = 1000, .models = {PowerModel::dropped}, .without_file_syncs = true});
  EXPECT_GT(counts.lost + counts.refused + counts.behind, 0U);
}

}  // namespace
}  // namespace egregora::crash_tests
