// SPDX-License-Identifier: Apache-2.0
// What a database and its folder hold, in a form in which two runs over the same chats are equal:
// without the ids and times that differ from run to run. Asked through the program, as a user
// would.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace egregora::crash_tests {

/// Part -> its digest or list. A failure to ask is a part too ("error").
using DatabaseState = std::map<std::string, std::string>;

/// The tables whose files are fresh after a run.
const std::vector<std::string>& published_tables();

/// Rows of each published table, all tables by name, the manifest's states, the number of runs that
/// still "run".
DatabaseState state_of(const std::filesystem::path& database);

/// The published tables whose Parquet file does not hold exactly the table's rows, each with both
/// digests.
std::vector<std::string> files_unlike_tables(const std::filesystem::path& database);

/// Every path below `folder`, sorted; ids and generations in the names replaced.
std::vector<std::string> names_below(const std::filesystem::path& folder);

/// Reads Parquet files to their last row; what is wrong with them, or nothing.
std::string flaw_of_files(const std::filesystem::path& any_database,
                          const std::vector<std::filesystem::path>& files);

/// Rows of each table that was there: what `egregora tables` says; "error" where it fails.
std::map<std::string, std::string> rows_of_tables(const std::filesystem::path& database);

}  // namespace egregora::crash_tests
