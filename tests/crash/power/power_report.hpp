// SPDX-License-Identifier: Apache-2.0
// One part of a trial as a test: its counts printed, each flaw a failure.
#pragma once

#include "crash/power/power_trial.hpp"

namespace egregora::crash_tests {

void report(const std::string& what, PowerTrial& trial, const PowerPlan& plan);

}  // namespace egregora::crash_tests
