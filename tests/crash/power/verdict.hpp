// SPDX-License-Identifier: Apache-2.0
// What was found after a power cut or a fault, held against what may be there.
#pragma once

#include <string>
#include <vector>

#include "crash/power/examination.hpp"
#include "crash/power/expected_tables.hpp"

namespace egregora::crash_tests {

/// What a database may hold: before the operation under way, and after it.
using Candidates = std::vector<const ExpectedTables*>;

/// Whether the tables are as in one of them, all of them, and the sequences as in it or in a later
/// one: a number that was taken for something that did not happen is skipped, as everywhere.
bool is_whole(const Found& found, const Candidates& candidates);
/// "" where it is; else what there is and what there may be.
std::string loss_in(const Found& found, const Candidates& candidates);
/// Parquet files that are no committed version, are gone, or are called what they are not.
std::vector<std::string> flaws_of_files(const Found& found, const Candidates& candidates);
/// Copies that a migration made: each as the database was before it, and none gone that was told.
std::vector<std::string> flaws_of_backups(const Found& found, const Candidates& candidates);

}  // namespace egregora::crash_tests
