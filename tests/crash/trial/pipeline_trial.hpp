// SPDX-License-Identifier: Apache-2.0
// `egregora run` disturbed and then run once more, beside an undisturbed run over the same chat:
// whatever happened in between, both must end with the same contents and the same files.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "crash/trial/database_state.hpp"
#include "program/program_runner.hpp"
#include "support/temporary_folder.hpp"

namespace egregora::crash_tests {

struct TrialOptions {
  int messages = 500;
  /// The database holds the first half of the chat already, from an earlier export.
  bool longer_export = false;
  bool zip = false;
};

/// Whether file_faults can be preloaded: not beside a sanitizer, which wants to come first itself.
bool faults_can_be_made();

class PipelineTrial {
 public:
  /// Makes the chat and the undisturbed run.
  explicit PipelineTrial(const TrialOptions& options);

  /// Everything as before the run: no database, or that of the earlier export.
  void reset() const;
  program_tests::Running start(const program_tests::RunOptions& options = {}) const;
  program_tests::Outcome run(const program_tests::RunOptions& options = {}) const;
  /// Environment that makes a run fail at file change number `point`; `kind` as in
  /// shim/file_faults.cpp.
  program_tests::RunOptions fault(const std::string& kind, long point) const;
  /// The call and the path at which the last run with fault() was struck.
  std::string struck() const;

  /// File changes of an undisturbed run. Requires: faults_can_be_made().
  long points() const { return points_; }
  std::chrono::microseconds duration() const { return duration_; }
  std::filesystem::path folder() const { return folder_ / "trial"; }
  std::filesystem::path database() const { return folder() / "p.duckdb"; }

  /// What a killed run leaves: every Parquet file whole; rows committed all or not at all;
  /// `egregora tables` works.
  std::vector<std::string> flaws_after_death() const;
  /// The same of a run that failed; and where it committed nothing, nothing is left of it.
  std::vector<std::string> flaws_after_failure() const;
  /// One normal run, then everything as in the undisturbed run. The flaws, each a sentence.
  std::vector<std::string> flaws_after_next_run() const;

 private:
  void make_chat(const TrialOptions& options);
  void make_reference();
  std::vector<std::string> partly_committed() const;

  testing::TemporaryFolder folder_;
  std::filesystem::path chat_ = {};
  std::filesystem::path report_ = {};
  std::vector<std::string> names_before_ = {};
  std::map<std::string, std::string> rows_before_ = {};
  DatabaseState state_ = {};
  std::map<std::string, std::string> rows_ = {};
  std::vector<std::string> names_ = {};
  long points_ = 0;
  std::chrono::microseconds duration_ = {};
};

}  // namespace egregora::crash_tests
