// SPDX-License-Identifier: Apache-2.0
// No space, or a failing disk, at some file change: exit code 1 with one sentence, and the next run
// is as if nothing had happened.
#include <gtest/gtest.h>

#include "crash/trial/disturbances.hpp"

namespace egregora::crash_tests {
namespace {

TEST(FullDisk, fails_in_one_sentence_and_the_next_run_completes) {
  if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_faults come first";
  const PipelineTrial trial({.messages = 200});
  const long step = trial.points() / 6;
  const Disturbed full = fail_at_points(trial, "full", 1 + step / 3, step);
  print("full disk", full);
  EXPECT_GT(full.struck, 0);
}

TEST(FailingDisk, fails_in_one_sentence_and_the_next_run_completes) {
  if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_faults come first";
  const PipelineTrial trial({.messages = 200});
  const long step = trial.points() / 6;
  print("failing disk", fail_at_points(trial, "io", 1 + step / 4, step));
}

}  // namespace
}  // namespace egregora::crash_tests
