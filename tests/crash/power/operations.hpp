// SPDX-License-Identifier: Apache-2.0
// One kind of operation a function: what is done, and what must then be there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "crash/power/workload.hpp"

namespace egregora::crash_tests {

/// What the others are made of: `run` is given the open manager.
Operation on_manager(std::string name, std::function<void(DuckDBStorageManager&)> run,
                     std::function<void(ExpectedTables&)> expect);

Operation open();
Operation close();

Operation write(const std::string& table, const Rows& rows);
Operation append(const std::string& table, const Rows& rows);
Operation insert(const std::string& table, const Rows& rows);
Operation upsert(const std::string& table, const Rows& rows);
Operation update(const std::string& table, const std::string& text);
Operation erase(const std::string& table, std::int64_t id);
/// Inserts into one and deletes from the other, in one transaction.
Operation move_rows(const std::string& from, const std::string& to, std::int64_t id);
/// Of which nothing must ever be on disk.
Operation write_in_memory_only(const std::string& table);
/// Of what the table's file holds.
Operation restore(const std::string& table);
Operation checkpoint(const std::string& table);
Operation checkpoint();

/// Keyed, so that replacing it goes through the table's DDL.
Operation create_keyed(const std::string& table);
Operation rename(const std::string& from, const std::string& to);
Operation drop(const std::string& table, bool file_too);
/// Rows get NULL in it.
Operation add_column(const std::string& table, const std::string& column);
Operation rename_column(const std::string& table, const std::string& from, const std::string& to);

Operation ensure_sequence(const std::string& name, std::int64_t start);
Operation take_numbers(const std::string& sequence, std::int64_t count);
/// Past the ids of a table with rows.
Operation sync_sequence(const std::string& sequence, const std::string& table);
/// The table's ids are the sequence's numbers from now on, where none is given.
Operation take_defaults(const std::string& table, const std::string& sequence);
Operation drop_sequence(const std::string& name);

/// Raw SQL on a lease that is held from take() to give_back(); each statement is acknowledged when
/// it returns.
Operation take();
Operation raw_insert(const std::string& table, std::int64_t id);
Operation raw_insert_default(const std::string& table, const std::string& sequence);
Operation raw_checkpoint();
Operation give_back();

}  // namespace egregora::crash_tests
