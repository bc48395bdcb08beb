// SPDX-License-Identifier: Apache-2.0
// Rows in memory as files. A table of a storage manager has methods of these names; write_text.hpp
// writes to streams.
#pragma once

#include <egregora/data/data_frame.hpp>

#include <filesystem>

namespace egregora {

/// Each writes to a hidden name beside `path`, syncs and renames it: the file is whole or not
/// there. Throws: DatabaseError where it cannot be written; UnsupportedOperationError for a column
/// that the format cannot hold. Thread safety: any thread.
void to_parquet(const DataFrame& frame, const std::filesystem::path& path);
void to_csv(const DataFrame& frame, const std::filesystem::path& path);
void to_json(const DataFrame& frame, const std::filesystem::path& path);
void to_ndjson(const DataFrame& frame, const std::filesystem::path& path);

}  // namespace egregora
