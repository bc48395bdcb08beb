// SPDX-License-Identifier: Apache-2.0
// What the tables and their Parquet files hold after each operation of the workload: kept in plain
// maps beside it, or taken over from an undisturbed run.
#pragma once

#include <egregora/database/table_info.hpp>
#include <egregora/expr/table.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "crash/power/found.hpp"

namespace egregora::crash_tests {

/// Texts by id: every table of the workload has the columns id and text.
using Rows = std::map<std::int64_t, std::string>;

/// Rows `first` ... `last`, told apart by who wrote them.
Rows rows_of(std::int64_t first, std::int64_t last, const std::string& writer);
Table memtable_of(const Rows& rows);

std::string digest_of(const Rows& rows);
/// Of a table of any columns; where it has id and text, as of such rows, others told within the
/// text. Executes it.
std::string digest_of(const Table& table);
std::string digest_of(const std::string& text);

/// How a column beside id and text is told in a row's text.
std::string further_value(const std::string& column, const std::string& value);

struct ExpectedSequence {
  std::int64_t start = 1;
  std::int64_t next = 1;
};
std::string text_of(const std::string& name, const ExpectedSequence& sequence);

struct ExpectedTable {
  std::shared_ptr<const Rows> rows;  ///< null: only its digest is known
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
  /// All is as it was found in an undisturbed run.
  void take_over(const Found& found);
  void set_under_way(const std::string& operation) { under_way_ = operation; }

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
  /// Digests of contents(), of the copies of the database by name.
  const std::map<std::string, std::string>& backups() const { return backups_; }
  /// The operation that comes next.
  const std::string& under_way() const { return under_way_; }

 private:
  std::map<std::string, ExpectedTable> tables_ = {};
  std::map<std::string, std::set<std::string>> versions_ = {};
  std::set<std::string> files_ = {};
  std::map<std::string, std::shared_ptr<const Rows>> newest_files_ = {};
  std::map<std::string, ExpectedSequence> sequences_ = {};
  std::string found_sequences_ = {};
  std::map<std::string, std::string> backups_ = {};
  std::string under_way_ = {};
};

}  // namespace egregora::crash_tests
