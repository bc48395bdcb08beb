// SPDX-License-Identifier: Apache-2.0
// What ingesting is measured against, on one thread each: a script such as one writes by hand in
// DuckDB, and DuckDB's own appender fed with our finished rows.
#pragma once

#include <cstdint>
#include <filesystem>

#include "support/child_process.hpp"

namespace bench {

/// Number, time, author and body of every message into a new database. Returns the messages.
std::int64_t run_script(const std::filesystem::path& chat, const std::filesystem::path& db);
/// The finished rows, all in memory before the watch starts, appended chunk by chunk in one
/// transaction.
std::int64_t append_raw(const std::filesystem::path& chat, const std::filesystem::path& db,
                        Stopwatch& watch);

}  // namespace bench
