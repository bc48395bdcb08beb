// SPDX-License-Identifier: Apache-2.0
// What a command works with: its options, the two streams, the terminal, and whether somebody
// pressed Ctrl-C.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <stdexcept>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/interruption.hpp"
#include "tools/egregora/progress_bar.hpp"
#include "tools/egregora/terminal.hpp"

namespace egregora::program {

/// Thrown where a command notices that it shall stop.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

struct Session {
  const GlobalOptions& options;
  Interruption& interruption;
  ProgressBar& progress;
  std::ostream& out;
  std::ostream& err;
  Terminal out_terminal;
  Terminal err_terminal;

  /// --db, else $EGREGORA_DB, else pipeline.duckdb in the current folder.
  std::filesystem::path db_path() const;
  /// As the command line says.
  StorageOptions storage_options(bool read_only) const;
  /// Opens for looking: nothing is created or changed. Throws: Failure where there is no such
  /// database.
  std::unique_ptr<DuckDBStorageManager> open_to_read() const;
  /// Opens an existing database for writing. Throws: Failure where there is none.
  std::unique_ptr<DuckDBStorageManager> open_to_write() const;
  /// Opens or creates.
  std::unique_ptr<DuckDBStorageManager> open_or_create() const;
  /// Throws: Interrupted.
  void check_interruption() const;
  /// One line on stderr, unless --quiet.
  void say(const std::string& line) const;

 private:
  /// Opens; from then on Ctrl-C ends the statements that run.
  std::unique_ptr<DuckDBStorageManager> open(bool read_only) const;
  /// Waits for another process as long as --lock-timeout says, or until Ctrl-C.
  std::unique_ptr<DuckDBStorageManager> open_when_free(bool read_only) const;
  void require_database() const;
};

}  // namespace egregora::program
