// SPDX-License-Identifier: Apache-2.0
// Opening what a power cut left, in a child process, and saying what is there: a crash or a hang is
// then a finding and not the end of the test.
#pragma once

#include <filesystem>

#include "crash/power/found.hpp"

namespace egregora::crash_tests {

/// Opens the workload's database below `folder`, looks at it, writes to it, closes it, and looks at
/// what is left over.
Found examine(const std::filesystem::path& folder);

}  // namespace egregora::crash_tests
