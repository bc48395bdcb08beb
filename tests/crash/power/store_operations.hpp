// SPDX-License-Identifier: Apache-2.0
// What stores and migrations do, as parts of a workload. None says what must be there: an
// undisturbed run does (undisturbed.hpp). So their times and ids must be the same in each run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "crash/power/workload.hpp"

namespace egregora::crash_tests {

/// An operation of which an undisturbed run says what it leaves.
Operation undisturbed_operation(std::string name, std::function<void(WorkloadStorage&)> run);

/// Opens, and gives manager and stores a clock that stands still, and stores ids that are counted.
Operation open_at_known_time();

// Each wants an open manager and leaves it open.
std::vector<Operation> ratings();             ///< on a database without any table, then initialised
std::vector<Operation> runs();                ///< each step of a run, and functions as runs
std::vector<Operation> messages_and_views();  ///< views that are built, and again after more rows
std::vector<Operation> tasks();  ///< claims that are open for a while, and a worker; one stays open
std::vector<Operation> documents();        ///< of several pages of the log
std::vector<Operation> stores_together();  ///< several stores and a table in one transaction

/// Tables as an earlier version made them, with rows that break a rule of today.
std::vector<Operation> old_layout();
Operation migrate();
/// Closes the manager first, and opens it again.
Operation migrate_file();
/// What is done with the tables then.
std::vector<Operation> migrated_layout();

}  // namespace egregora::crash_tests
