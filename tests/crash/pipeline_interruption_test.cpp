// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and a polite end: exit code 130, one line, and what was committed is intact.
#include <gtest/gtest.h>

#include <csignal>

#include "crash/trial/disturbances.hpp"

namespace egregora::crash_tests {
namespace {

TEST(PipelineInterruption, by_sigint_keeps_what_was_committed) {
  const PipelineTrial trial({.messages = 10'000});
  print("SIGINT", interrupt_at_random(trial, SIGINT, 3));
}

TEST(PipelineInterruption, by_sigterm_keeps_what_was_committed) {
  const PipelineTrial trial({.messages = 10'000, .longer_export = true});
  print("SIGTERM", interrupt_at_random(trial, SIGTERM, 2));
}

}  // namespace
}  // namespace egregora::crash_tests
