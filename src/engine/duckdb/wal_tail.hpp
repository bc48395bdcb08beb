// SPDX-License-Identifier: Apache-2.0
// The end of a write-ahead log that never reached the disk.
#pragma once

#include <filesystem>
#include <string_view>

namespace egregora::duckdb {

/// Mends a log that DuckDB refused with `refusal`, if that is because a power cut left holes in its
/// last commit, which then was never acknowledged: keeps a copy beside it, and cuts the log before
/// the first entry that is not whole. Whether it did, so that attaching again is worth it. A log
/// that is damaged in another way stays as it is. Requires: nobody has the log open. Throws:
/// DatabaseError.
bool cut_unwritten_tail(const std::filesystem::path& wal, std::string_view refusal);

}  // namespace egregora::duckdb
