// SPDX-License-Identifier: Apache-2.0
// The operations whose durability is tried: each knows how to do itself, and what must then be
// there.
#pragma once

#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/store_options.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crash/power/expected_tables.hpp"

namespace egregora::crash_tests {

/// Below the watched folder; itself in a folder that the library makes.
inline constexpr const char* kDatabaseName = "project/p.duckdb";

/// A database that an operation may also open and close.
struct WorkloadStorage {
  std::filesystem::path path;
  std::optional<DuckDBStorageManager> manager = {};
  std::optional<ConnectionLease> lease = {};
  /// The manager's; absent: the system's.
  std::shared_ptr<const Clock> clock = {};
  /// What stores are given, so that their rows are the same whenever the workload is done.
  StoreTools tools = {};
  /// Called by an operation of several commits: what it did so far is durable.
  std::function<void()> acknowledge = [] {};

  void open() { manager.emplace(StorageOptions{.db_path = path, .threads = 2, .clock = clock}); }
  void close() {
    manager->close();
    manager.reset();
  }
};

struct Operation {
  std::string name;
  std::function<void(WorkloadStorage&)> run;
  /// Empty: what an undisturbed run leaves is expected.
  std::function<void(ExpectedTables&)> expect;
};

enum class Workload {
  small_tables,
  large_tables,  ///< the same, and ones of more than a row group
  definitions,   ///< sequences, columns, upserts, restored versions
  stores,        ///< ratings, runs, messages, views
  migrations,    ///< an old layout brought up to date, through an open manager
  migrated_file  ///< the same by the path of its file
};
const char* to_string(Workload which);
std::vector<Operation> workload(Workload which);

/// What a process does that comes after one that died.
std::vector<Operation> resumed_workload();
/// The same, where all it does is to mend what it finds.
std::vector<Operation> recovery();
/// By the word that a process is told: to_string(), "resumed", "recovery".
std::vector<Operation> workload(const std::string& which);

/// Before the first operation, after it, ...: one more than is acknowledged. `before` is empty
/// where an undisturbed run says what is expected.
std::vector<ExpectedTables> expectations(const ExpectedTables& before,
                                         const std::vector<Operation>& operations);

}  // namespace egregora::crash_tests
