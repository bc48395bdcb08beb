// SPDX-License-Identifier: Apache-2.0
// Copies of a database file that are kept while its layout is changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "database/file_system.hpp"

namespace egregora::detail {

/// `<database>.backup-<version>`, or with a number behind it where that is taken: a copy is never
/// written over.
std::filesystem::path free_backup_path(FileSystem& files, const std::filesystem::path& database,
                                       std::int64_t version);

/// Puts the copy in the database's place. What was there, its log included, gets names that end in
/// `.failed`, or `.failed-2` and so on. Requires: nobody has either file open. Throws:
/// CheckpointError; the copy is then still where it was, or in its place.
void put_back(FileSystem& files, const std::filesystem::path& backup,
              const std::filesystem::path& database);

}  // namespace egregora::detail
