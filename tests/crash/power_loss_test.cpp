// SPDX-License-Identifier: Apache-2.0
// The short form of long/power_loss_long_test.cpp: the power is cut in the middle of a workload,
// and what was acknowledged is there.
#include <fmt/format.h>
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
  report("a sample of the other models", trial, {.every = 36});
}

TEST_F(PowerLoss, loses_nothing_acknowledged_of_sequences_columns_and_restored_versions) {
  PowerTrial trial({.workload = Workload::definitions});
  ASSERT_EQ(trial.unseen(), "");
  report("definitions, dropped", trial, {.every = 6, .models = {PowerModel::dropped}});
  report("definitions, a sample of the other models", trial, {.every = 80});
}

TEST_F(PowerLoss, loses_nothing_acknowledged_of_stores_and_migrations) {
  for (const Workload workload :
       {Workload::stores, Workload::migrations, Workload::migrated_file}) {
    PowerTrial trial({.workload = workload});
    ASSERT_EQ(trial.unseen(), "");
    const std::string name = to_string(workload);
    report(name + ", dropped", trial, {.every = 24, .models = {PowerModel::dropped}});
    report(name + ", a sample of the other models", trial, {.every = 120});
  }
}

// What the first cut left is opened, and the power goes once more while that mends it.
TEST_F(PowerLoss, may_come_again_during_recovery) {
  for (const Workload workload : {Workload::small_tables, Workload::definitions}) {
    PowerTrial trial({.workload = workload});
    report("and again during recovery", trial,
           {.every = 190, .models = {PowerModel::zeros}, .again = {PowerModel::dropped}});
  }
}

// Between the making of a folder and its fsync: whoever comes next finds the folder, and must not
// take it for durable.
TEST_F(PowerLoss, loses_nothing_in_a_folder_that_a_dead_process_made) {
  const PowerTrial undisturbed({});
  for (const char* folder : {"project", "project/.egregora/data"}) {
    const std::size_t number = undisturbed.making_of(folder);
    ASSERT_GT(number, 0U) << folder;
    PowerTrial trial({.dies_after = number});
    ASSERT_EQ(trial.unseen(), "");
    report(fmt::format("dropped, made by a process that died: {}", folder), trial,
           {.models = {PowerModel::dropped}});
  }
}

// Between writing a commit and its fsync: whoever comes next reads the commit, and must not build
// on it before it is durable.
TEST_F(PowerLoss, loses_nothing_that_builds_on_a_commit_of_a_dead_process) {
  const std::size_t published = PowerTrial({}).link(2);
  ASSERT_GT(published, 2U);
  PowerTrial trial({.dies_after = published - 2});
  ASSERT_EQ(trial.unseen(), "");
  report("dropped, the commit of a process that died", trial, {.models = {PowerModel::dropped}});
}

TEST_F(PowerLoss, would_be_seen_without_the_fsyncs_of_folders) {
  PowerTrial trial({});
  const PowerCounts counts =
      trial.cut({.models = {PowerModel::dropped}, .without_folder_syncs = true});
  EXPECT_GT(counts.lost + counts.refused + counts.behind, 0U);
}

TEST_F(PowerLoss, would_be_seen_without_the_fsyncs_of_files) {
  PowerTrial trial({});
  const PowerCounts counts =
      trial.cut({.models = {PowerModel::dropped}, .without_file_syncs = true});
  EXPECT_GT(counts.lost + counts.refused + counts.behind, 0U);
}

// The same for what an undisturbed run says.
TEST_F(PowerLoss, would_be_seen_in_a_migration_without_the_fsyncs_of_files) {
  PowerTrial trial({.workload = Workload::migrations});
  const PowerCounts counts =
      trial.cut({.every = 16, .models = {PowerModel::dropped}, .without_file_syncs = true});
  EXPECT_GT(counts.lost + counts.refused + counts.behind, 0U);
}

}  // namespace
}  // namespace egregora::crash_tests
