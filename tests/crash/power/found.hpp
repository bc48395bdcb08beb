// SPDX-License-Identifier: Apache-2.0
// What was seen of a database, as one process tells it and another one reads it: lines of words
// with tabs between.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace egregora::crash_tests {

/// Writes one line. Tabs and newlines within a word become spaces.
using Say = std::function<void(const std::vector<std::string>& words)>;

struct Found {
  struct FoundTable {
    std::string digest;
    std::string state;  ///< of its file: none, fresh, stale
  };
  /// Tables, and in parentheses what is no table and belongs to a layout: the history of
  /// migrations, rows set aside, what differs from the declared layout.
  std::map<std::string, FoundTable> tables = {};
  std::string sequences = {};  ///< as ExpectedTables::sequences()
  std::map<std::string, std::string> files =
      {};  ///< the digest of each Parquet file at a table's name
  std::map<std::string, std::string> backups =
      {};                               ///< the digest of contents() of each copy of the database
  std::vector<std::string> aside = {};  ///< files that a migration put out of the way
  std::vector<std::string> flaws = {};  ///< of whatever was acknowledged
  std::string refused = {};             ///< why it could not be opened, or not be written to
  bool is_behind = false;               ///< refused with DatabaseBehindError
  bool was_mended = false;              ///< its log was cut or set aside
  bool has_ended = false;               ///< there is nothing more to say

  /// As ExpectedTables::contents().
  std::string contents() const;
  void add(const std::vector<std::string>& words);
};

/// At least four, the last ones empty where the line has less.
std::vector<std::string> words_of(const std::string& line);

}  // namespace egregora::crash_tests
