// SPDX-License-Identifier: Apache-2.0
// Opening what a power cut left, in a child process, and saying what is there: a crash or a hang is
// then a finding and not the end of the test.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace egregora::crash_tests {

struct Found {
  struct FoundTable {
    std::string digest;
    std::string state;  ///< of its file: none, fresh, stale
  };
  std::map<std::string, FoundTable> tables = {};
  std::string sequences = {};  ///< as ExpectedTables::sequences()
  std::map<std::string, std::string> files =
      {};                               ///< the digest of each Parquet file at a table's name
  std::vector<std::string> flaws = {};  ///< of whatever was acknowledged
  std::string refused = {};             ///< why it could not be opened, or not be written to
  bool is_behind = false;               ///< refused with DatabaseBehindError
  bool was_mended = false;              ///< its log was cut or set aside

  /// As ExpectedTables::contents().
  std::string contents() const;
};

/// Opens the workload's database below `folder`, looks at it, writes to it, closes it, and looks at
/// what is left over.
Found examine(const std::filesystem::path& folder);

}  // namespace egregora::crash_tests
