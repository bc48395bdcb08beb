// SPDX-License-Identifier: Apache-2.0
// The workload struck at the n-th of its file changes: it dies, or the change fails. What is there
// afterwards is held against what had been acknowledged.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "crash/power/verdict.hpp"
#include "crash/power/workload.hpp"
#include "program/program_runner.hpp"
#include "support/temporary_folder.hpp"

namespace egregora::crash_tests {

struct FaultCounts {
  std::size_t points = 0;  ///< changes at which it was struck
  std::size_t died = 0;    ///< processes that were killed there
  /// Processes that the engine ended itself, as it cannot undo such a commit: of a row that was
  /// removed and added again under its key.
  std::size_t ended = 0;
  std::size_t failed = 0;     ///< operations that threw
  std::size_t committed = 0;  ///< of them, with committed() true
  std::size_t unharmed = 0;   ///< workloads that went through all the same
  std::size_t unusable = 0;   ///< managers that could not write after the failure
  std::size_t refused = 0;    ///< databases not opened afterwards
  std::size_t lost = 0;       ///< what was acknowledged is not there, or half of an operation is
};

class FaultTrial {
 public:
  /// Where `path` is given, only changes of files with this in their path are counted and struck.
  explicit FaultTrial(Workload workload, const char* path = "");

  /// File changes of an undisturbed workload.
  long points() const { return points_; }
  /// Strikes at change `first`, `first + step` ... to the last. `kind` as in
  /// shim/file_faults.cpp.
  FaultCounts strike(const std::string& kind, long first, long step);
  /// Each a sentence that names the change.
  const std::vector<std::string>& flaws() const { return flaws_; }

 private:
  struct Said;
  program_tests::Outcome run(const std::string& kind, long point) const;
  std::string struck() const;
  void strike_at(const std::string& kind, long point, FaultCounts& counts);
  void judge(const Said& said, const std::string& where, FaultCounts& counts);
  Candidates candidates(std::size_t acknowledged, std::size_t least) const;

  testing::TemporaryFolder folder_;
  std::filesystem::path state_;
  std::filesystem::path report_;
  Workload workload_;
  std::string path_;
  std::vector<ExpectedTables> moments_;
  long points_ = 0;
  std::vector<std::string> flaws_ = {};
};

/// Strikes, prints the counts, and expects that nothing is lost.
void report(const std::string& what, FaultTrial& trial, const std::string& kind, long first,
            long step);

}  // namespace egregora::crash_tests
