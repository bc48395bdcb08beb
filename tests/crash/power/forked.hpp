// SPDX-License-Identifier: Apache-2.0
// Work in a child process: a crash or a hang is then a finding and not the end of the test.
#pragma once

#include <functional>
#include <string>

#include "crash/power/found.hpp"

namespace egregora::crash_tests {

/// What `work` says in a forked child, line by line; its stdout and stderr go nowhere. Forked and
/// not started anew, as loading the engine takes longer than most work; so the parent must never
/// use the engine itself.
std::string in_child(const std::function<void(const Say&)>& work);

}  // namespace egregora::crash_tests
