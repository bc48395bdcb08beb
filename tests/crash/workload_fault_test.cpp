// SPDX-License-Identifier: Apache-2.0
// The short form of long/workload_fault_long_test.cpp: a process that dies, or whose disk fails, in
// the middle of a workload on a storage.
#include <gtest/gtest.h>

#include "crash/power/fault_trial.hpp"
#include "crash/trial/pipeline_trial.hpp"

namespace egregora::crash_tests {
namespace {

constexpr long kSamples = 3;

class WorkloadFault : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_faults come first";
  }
  static void strike(Workload workload) {
    FaultTrial trial(workload);
    const long step = trial.points() / kSamples;
    report(std::string("a sample of ") + to_string(workload), trial, GetParam(), 1 + step / 2,
           step);
  }
};

TEST_P(WorkloadFault, loses_nothing_acknowledged) { strike(Workload::definitions); }
TEST_P(WorkloadFault, loses_nothing_acknowledged_of_stores) { strike(Workload::stores); }
TEST_P(WorkloadFault, loses_nothing_acknowledged_of_migrations) {
  strike(Workload::migrated_file);
}

// Where it fails, nothing was migrated, and the error says whether to open again.
TEST_P(WorkloadFault, of_the_copy_that_a_migration_makes) {
  FaultTrial trial(Workload::migrations, ".backup-");
  report("the copy, a sample", trial, GetParam(), 2, 5);
}

INSTANTIATE_TEST_SUITE_P(Kinds, WorkloadFault,
                         ::testing::Values("kill", "torn", "short", "io", "full"),
                         [](const auto& kind) { return std::string(kind.param); });

}  // namespace
}  // namespace egregora::crash_tests
