// SPDX-License-Identifier: Apache-2.0
// Looking at a database, and saying what is there; nothing is changed.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

#include <filesystem>

#include "crash/power/found.hpp"

namespace egregora::crash_tests {

/// Tables, sequences, and what belongs to the layout.
void look_at_tables(DuckDBStorageManager& storage, const Say& say);
/// The Parquet files at tables' names.
void look_at_files(DuckDBStorageManager& storage, const std::filesystem::path& database,
                   const Say& say);
/// Copies that migrations made of the database. Returns those that are whole.
std::vector<std::filesystem::path> look_at_backups(const std::filesystem::path& database,
                                                   const Say& say);
/// The three together, of a database that an undisturbed process has left just now, or has open.
void look(DuckDBStorageManager& storage, const std::filesystem::path& database, const Say& say);

/// Where a database keeps its Parquet files.
std::filesystem::path data_of(const std::filesystem::path& database);
/// Whether it is a finished copy of the database, by its name.
bool is_backup(const std::filesystem::path& file, const std::filesystem::path& database);

}  // namespace egregora::crash_tests
