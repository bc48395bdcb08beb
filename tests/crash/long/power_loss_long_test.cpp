// SPDX-License-Identifier: Apache-2.0
// The power cut after every single change of the workload, in every way. In parts, so that they run
// side by side.
#include <gtest/gtest.h>

#include "crash/power/power_report.hpp"
#include "crash/trial/pipeline_trial.hpp"

namespace egregora::crash_tests {
namespace {

constexpr std::size_t kParts = 4;
// Changes of a process before it dies: each part strikes at another place of every so many.
constexpr std::size_t kDeathsApart = 24;
constexpr std::size_t kSmallWorkload = 380;
constexpr std::size_t kSecondCutsApart = 12;

class CutAtEachChange : public ::testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override {
    if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_journal come first";
  }
};

TEST_P(CutAtEachChange, of_small_tables) {
  PowerTrial trial({});
  ASSERT_EQ(trial.unseen(), "");
  report("small tables, a part of it", trial, {.part = GetParam(), .parts = kParts, .seeds = 3});
}

TEST_P(CutAtEachChange, of_large_tables) {
  PowerTrial trial({.workload = Workload::large_tables});
  ASSERT_EQ(trial.unseen(), "");
  report("large tables, a part of it", trial, {.part = GetParam(), .parts = kParts});
}

TEST_P(CutAtEachChange, of_definitions) {
  PowerTrial trial({.workload = Workload::definitions});
  ASSERT_EQ(trial.unseen(), "");
  report("definitions, a part of it", trial, {.part = GetParam(), .parts = kParts, .seeds = 3});
}

TEST_P(CutAtEachChange, of_stores_and_migrations) {
  for (const Workload workload :
       {Workload::stores, Workload::migrations, Workload::migrated_file}) {
    PowerTrial trial({.workload = workload});
    ASSERT_EQ(trial.unseen(), "");
    report(std::string("a part of it, ") + to_string(workload), trial,
           {.part = GetParam(), .parts = kParts});
  }
}

// Every so many changes, as each state is opened again and again.
TEST_P(CutAtEachChange, and_again_during_recovery) {
  for (const Workload workload :
       {Workload::small_tables, Workload::definitions, Workload::stores, Workload::migrations}) {
    PowerTrial trial({.workload = workload});
    report(std::string("cut twice, a part of it, ") + to_string(workload), trial,
           {.part = GetParam(),
            .parts = kParts,
            .every = kSecondCutsApart,
            .models = {PowerModel::dropped, PowerModel::zeros, PowerModel::torn},
            .again = {PowerModel::dropped, PowerModel::names_first, PowerModel::nothing_lost}});
  }
}

TEST_P(CutAtEachChange, after_a_process_that_died) {
  const std::size_t first = 1 + GetParam() * kDeathsApart / kParts;
  for (std::size_t death = first; death < kSmallWorkload; death += kDeathsApart) {
    SCOPED_TRACE(death);
    PowerTrial trial({.dies_after = death});
    ASSERT_EQ(trial.unseen(), "");
    report("after a process that died", trial,
           {.models = {PowerModel::dropped, PowerModel::names_first}});
  }
}

INSTANTIATE_TEST_SUITE_P(Parts, CutAtEachChange, ::testing::Range(std::size_t{0}, kParts));

}  // namespace
}  // namespace egregora::crash_tests
