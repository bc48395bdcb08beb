// SPDX-License-Identifier: Apache-2.0
// The power cut after every single change of the workload, in every way. In parts, so that they run
// side by side.
#include <gtest/gtest.h>

#include "crash/power/power_report.hpp"
#include "crash/trial/pipeline_trial.hpp"

namespace egregora::crash_tests {
namespace {

constexpr std::size_t kParts = 4;

class CutAtEachChange : public ::testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override {
    if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_journal come first";
  }
};

TEST_P(CutAtEachChange, of_small_tables) {
  PowerTrial trial(false);
  ASSERT_EQ(trial.unseen(), "");
  report("small tables, a part of it", trial, {.part = GetParam(), .parts = kParts, .seeds = 4});
}

TEST_P(CutAtEachChange, of_large_tables) {
  PowerTrial trial(true);
  ASSERT_EQ(trial.unseen(), "");
  report("large tables, a part of it", trial, {.part = GetParam(), .parts = kParts});
}

INSTANTIATE_TEST_SUITE_P(Parts, CutAtEachChange, ::testing::Range(std::size_t{0}, kParts));

}  // namespace
}  // namespace egregora::crash_tests
