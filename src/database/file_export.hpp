// SPDX-License-Identifier: Apache-2.0
// Writing a table to a file of the user's choice, so that the file is whole or not there.
#pragma once

#include <filesystem>

#include "database/file_system.hpp"
#include "database/session.hpp"

namespace egregora::detail {

/// Writes to a hidden name beside `path`, syncs, renames, syncs the folder. Throws: DatabaseError;
/// UnsupportedOperationError for a column that Parquet would give back as another type.
void export_file(Session& session, FileSystem& files, const Table& table,
                 const std::filesystem::path& path, FileFormat format);

}  // namespace egregora::detail
