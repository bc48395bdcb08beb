// SPDX-License-Identifier: Apache-2.0
// What the tables and their Parquet files hold after each operation of the workload, kept in plain
// maps beside it.
#pragma once

#include <egregora/database/table_info.hpp>
#include <egregora/expr/table.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace egregora::crash_tests {

/// Texts by id: every table of the workload has the columns id and text.
using Rows = std::map<std::int64_t, std::string>;

/// Rows `first` ... `last`, told apart by who wrote them.
Rows rows_of(std::int64_t first, std::int64_t last, const std::string& writer);
Table memtable_of(const Rows& rows);

std::string digest_of(const Rows& rows);
/// Of a table with the columns id and text, and others where they were added. Executes it.
std::string digest_of(const Table& table);

/// How a column beside id and text is told in a row's text.
std::string further_value(const std::string& column, const std::string& value);

struct ExpectedSequence {
  std::int64_t start = 1;
  std::int64_t next = 1;
};
std::string text_of(const std::string& name, const ExpectedSequence& sequence);

struct ExpectedTable {
  std::shared_ptr<const Rows> rows;
  std::string digest;
  CheckpointState file = CheckpointState::none;
};

/// One moment between two operations.
class ExpectedTables {
 public:
  void write(const std::string& table, const Rows& rows);  ///< with a file
  void change(const std::string& table, const Rows& rows);
  void append(const std::string& table, const Rows& rows);
  void insert(const std::string& table, const Rows& rows);
  void export_file(const std::string& table);
  void export_all();
  void doubt_all();  ///< raw SQL may have changed any table, so every file is called stale
  void rename(const std::string& from, const std::string& to);
  void drop(const std::string& table, bool file_too);
  void restore(const std::string& table);   ///< the rows of its newest file
  void redefine(const std::string& table);  ///< its file is of another definition now
  void set_sequence(const std::string& name, ExpectedSequence state) { sequences_[name] = state; }
  void drop_sequence(const std::string& name) { sequences_.erase(name); }

  const Rows& rows(const std::string& table) const { return *tables_.at(table).rows; }
  const ExpectedSequence& sequence(const std::string& name) const { return sequences_.at(name); }
  const std::map<std::string, ExpectedTable>& tables() const { return tables_; }
  /// Tables and what is in them, as one text.
  std::string contents() const;
  /// Where the sequences are, as one text.
  std::string sequences() const;
  /// Digests of all that a table's Parquet file has held so far; empty where it must not be there.
  const std::set<std::string>& versions(const std::string& table) const;
  /// Tables that have a Parquet file at their name, now existing or not.
  const std::set<std::string>& files() const { return files_; }

 private:
  std::map<std::string, ExpectedTable> tables_ = {};
  std::map<std::string, std::set<std::string>> versions_ = {};
  std::set<std::string> files_ = {};
  std::map<std::string, std::shared_ptr<const Rows>> newest_files_ = {};
  std::map<std::string, ExpectedSequence> sequences_ = {};
};

}  // namespace egregora::crash_tests
