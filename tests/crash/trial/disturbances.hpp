// SPDX-License-Identifier: Apache-2.0
// Ways to disturb a run, many times over, each followed by the checks of PipelineTrial. Failures
// are GoogleTest's.
#pragma once

#include <string>

#include "crash/trial/pipeline_trial.hpp"

namespace egregora::crash_tests {

struct Disturbed {
  int struck = 0;    ///< runs that were killed, interrupted or failed
  int finished = 0;  ///< runs that were done before it came to that
};

/// Kills (or signals) `times` runs at moments spread over the time of an undisturbed one; each
/// normal run follows `deaths` of them in a row. The seed is EGREGORA_CRASH_SEED, else random; it
/// is printed.
Disturbed kill_at_random(const PipelineTrial& trial, int times, int deaths = 1);
Disturbed interrupt_at_random(const PipelineTrial& trial, int signal, int times);

/// Strikes at file change `first`, `first + step` ... to the last. `kind` as in
/// shim/file_faults.cpp.
Disturbed kill_at_points(const PipelineTrial& trial, const std::string& kind, long first,
                         long step);
Disturbed fail_at_points(const PipelineTrial& trial, const std::string& kind, long first,
                         long step);

/// For the log of a test: what was done and survived.
void print(const std::string& what, const Disturbed& disturbed);

}  // namespace egregora::crash_tests
