// SPDX-License-Identifier: Apache-2.0
// What operations leave when nothing goes wrong: for those that cannot say it themselves.
#pragma once

#include <vector>

#include "crash/power/workload.hpp"

namespace egregora::crash_tests {

/// Does the operations once, in a folder and a process of their own, and looks after each: one
/// moment more than was acknowledged, beginning with no database.
/// Throws: std::runtime_error where one of them fails.
std::vector<ExpectedTables> undisturbed(const std::vector<Operation>& operations);

}  // namespace egregora::crash_tests
