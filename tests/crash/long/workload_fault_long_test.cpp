// SPDX-License-Identifier: Apache-2.0
// The workloads struck at every single file change, in every way. In parts, so that they run side
// by side.
#include <gtest/gtest.h>

#include <tuple>

#include "crash/power/fault_trial.hpp"
#include "crash/trial/pipeline_trial.hpp"

namespace egregora::crash_tests {
namespace {

constexpr int kParts = 4;

class StrikeTheWorkload : public ::testing::TestWithParam<std::tuple<const char*, int>> {
 protected:
  void SetUp() override {
    if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_faults come first";
  }
  static void strike(Workload workload) {
    const auto [kind, part] = GetParam();
    FaultTrial trial(workload);
    report(to_string(workload), trial, kind, 1 + part, kParts);
  }
};

TEST_P(StrikeTheWorkload, of_small_tables) { strike(Workload::small_tables); }
TEST_P(StrikeTheWorkload, of_definitions) { strike(Workload::definitions); }
TEST_P(StrikeTheWorkload, of_stores) { strike(Workload::stores); }
TEST_P(StrikeTheWorkload, of_migrations) { strike(Workload::migrations); }
TEST_P(StrikeTheWorkload, of_a_migrated_file) { strike(Workload::migrated_file); }

INSTANTIATE_TEST_SUITE_P(Parts, StrikeTheWorkload,
                         ::testing::Combine(::testing::Values("kill", "torn", "short", "io",
                                                              "full"),
                                            ::testing::Range(0, kParts)),
                         [](const auto& of) {
                           return std::get<0>(of.param) + std::string("_") +
                                  std::to_string(std::get<1>(of.param));
                         });

}  // namespace
}  // namespace egregora::crash_tests
