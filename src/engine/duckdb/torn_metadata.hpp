// SPDX-License-Identifier: Apache-2.0
// Blocks of a database file that an interrupted checkpoint left half written.
#pragma once

#include <filesystem>

namespace egregora::duckdb {

/// Mends the metadata blocks that a checkpoint was writing in place when it was interrupted.
/// Nothing happens unless the write-ahead log ends with the mark of a checkpoint, and nobody else
/// has the file. Throws: DatabaseError.
void mend_torn_metadata(const std::filesystem::path& database);

}  // namespace egregora::duckdb
