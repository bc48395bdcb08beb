// SPDX-License-Identifier: Apache-2.0
// `egregora run` killed forty times and more in each situation, and at every single file change. In
// parts, so that they run side by side and none takes minutes.
#include <gtest/gtest.h>

#include <csignal>

#include "crash/trial/disturbances.hpp"

namespace egregora::crash_tests {
namespace {

constexpr int kParts = 4;
constexpr int kTimesAPart = 10;

class Part : public ::testing::TestWithParam<int> {
 protected:
  /// Every kParts-th file change of a small chat.
  static void strike(const TrialOptions& options, const std::string& kind) {
    const PipelineTrial trial(options);
    const std::string what = kind + " at every file change, a part of it";
    print(what, kind == "kill" || kind == "torn"
                    ? kill_at_points(trial, kind, 1 + GetParam(), kParts)
                    : fail_at_points(trial, kind, 1 + GetParam(), kParts));
  }
};

class KilledAtRandom : public Part {};
class InterruptedAtRandom : public Part {};
class StruckAtEachFileChange : public Part {
 protected:
  void SetUp() override {
    if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_faults come first";
  }
};

TEST_P(KilledAtRandom, with_a_new_database) {
  const PipelineTrial trial({.messages = 40'000});
  print("new database", kill_at_random(trial, kTimesAPart));
}

TEST_P(KilledAtRandom, with_a_zip) {
  const PipelineTrial trial({.messages = 40'000, .zip = true});
  print("zip", kill_at_random(trial, kTimesAPart));
}

TEST_P(KilledAtRandom, with_a_longer_export) {
  const PipelineTrial trial({.messages = 40'000, .longer_export = true});
  print("longer export", kill_at_random(trial, kTimesAPart));
}

TEST_P(KilledAtRandom, twice_in_a_row) {
  const PipelineTrial trial({.messages = 40'000});
  print("twice in a row", kill_at_random(trial, kTimesAPart, 2));
}

TEST_P(InterruptedAtRandom, by_sigint) {
  const PipelineTrial trial({.messages = 40'000});
  print("SIGINT", interrupt_at_random(trial, SIGINT, kTimesAPart));
}

TEST_P(InterruptedAtRandom, by_sigterm_in_a_longer_export) {
  const PipelineTrial trial({.messages = 40'000, .longer_export = true});
  print("SIGTERM", interrupt_at_random(trial, SIGTERM, kTimesAPart));
}

TEST_P(StruckAtEachFileChange, by_death) { strike({}, "kill"); }
TEST_P(StruckAtEachFileChange, by_death_in_a_longer_export) {
  strike({.longer_export = true}, "kill");
}
TEST_P(StruckAtEachFileChange, by_death_in_the_middle_of_a_write) { strike({}, "torn"); }
TEST_P(StruckAtEachFileChange, by_a_full_disk) { strike({}, "full"); }
TEST_P(StruckAtEachFileChange, by_a_full_disk_in_a_longer_export) {
  strike({.longer_export = true}, "full");
}
TEST_P(StruckAtEachFileChange, by_a_failing_disk) { strike({}, "io"); }

INSTANTIATE_TEST_SUITE_P(Parts, KilledAtRandom, ::testing::Range(0, kParts));
INSTANTIATE_TEST_SUITE_P(Parts, InterruptedAtRandom, ::testing::Range(0, kParts));
INSTANTIATE_TEST_SUITE_P(Parts, StruckAtEachFileChange, ::testing::Range(0, kParts));

}  // namespace
}  // namespace egregora::crash_tests
