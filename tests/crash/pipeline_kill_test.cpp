// SPDX-License-Identifier: Apache-2.0
// The short form of long/pipeline_kill_long_test.cpp: `egregora run` killed, a normal run,
// everything as if nothing had happened.
#include <gtest/gtest.h>

#include "crash/trial/disturbances.hpp"

namespace egregora::crash_tests {
namespace {

TEST(PipelineKill, leaves_a_new_database_that_the_next_run_completes) {
  const PipelineTrial trial({.messages = 20'000});
  const Disturbed kills = kill_at_random(trial, 3);
  print("new database", kills);
  EXPECT_GT(kills.struck, 0);
}

TEST(PipelineKill, leaves_an_older_database_that_the_next_run_completes) {
  const PipelineTrial trial({.messages = 10'000, .longer_export = true});
  const Disturbed kills = kill_at_random(trial, 2);
  print("longer export", kills);
  EXPECT_GT(kills.struck, 0);
}

TEST(PipelineKill, may_come_twice_in_a_row) {
  const PipelineTrial trial({.messages = 10'000, .zip = true});
  const Disturbed kills = kill_at_random(trial, 4, 2);
  print("twice in a row, zip", kills);
  EXPECT_GT(kills.struck, 0);
}

TEST(PipelineKill, may_come_at_any_file_change) {
  if (!faults_can_be_made()) GTEST_SKIP() << "a sanitizer does not let file_faults come first";
  const PipelineTrial trial({.messages = 200});
  const long step = trial.points() / 6;
  const Disturbed kills = kill_at_points(trial, "kill", 1 + step / 2, step);
  print("sample of file changes", kills);
  EXPECT_GT(kills.struck, 0);
}

}  // namespace
}  // namespace egregora::crash_tests
