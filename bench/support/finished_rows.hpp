// SPDX-License-Identifier: Apache-2.0
// The finished messages of a chat as DuckDB data chunks in memory, for appending them raw.
#pragma once

#include <duckdb.h>

#include <filesystem>
#include <vector>

namespace bench {

/// The columns of `messages`, without its checks.
extern const char* const kMessagesTable;

/// Reads the chat with our reader and fills chunks of 2,048 rows. Lifetime: as long as the process.
std::vector<duckdb_data_chunk> finished_rows(const std::filesystem::path& chat);

}  // namespace bench
