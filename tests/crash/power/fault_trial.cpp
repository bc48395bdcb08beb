// SPDX-License-Identifier: Apache-2.0
// What the workload says of itself is read from its stdout, which is a file and outlives it.
#include "crash/power/fault_trial.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <csignal>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "crash/power/fast_folder.hpp"

namespace egregora::crash_tests {

namespace fs = std::filesystem;
using program_tests::Outcome;

namespace {
/// A commit of DuckDB's (1.5.6) that failed, and that it could not undo.
bool is_ended_by_engine(const Outcome& outcome) {
  return outcome.exit_code == 128 + SIGABRT &&
         outcome.err.find("duckdb::FatalException") != std::string::npos &&
         outcome.err.find("Failed to append to PRIMARY_") != std::string::npos;
}
}  // namespace

/// The words of program/workload_program.cpp.
struct FaultTrial::Said {
  std::size_t acknowledged = 0;
  bool has_failed = false;
  bool has_committed = false;
  std::string unusable = {};

  explicit Said(const std::string& out) {
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) {
      acknowledged += line.starts_with("acknowledged ") ? 1 : 0;
      has_failed |= line.starts_with("failed ");
      has_committed |= line.starts_with("committed ");
      if (line.starts_with("unusable ")) unusable = line;
    }
  }
};

FaultTrial::FaultTrial(Workload workload, const char* path)
    : folder_(fast_folder()),
      state_(folder_ / "state"),
      report_(folder_ / "report"),
      workload_(workload),
      path_(path),
      moments_(expectations({}, crash_tests::workload(workload))) {
  const Outcome outcome = run("count", 0);
  if (outcome.exit_code != 0) throw std::runtime_error("the workload failed: " + outcome.err);
  points_ = std::stol(struck().substr(std::string("count ").size()));
}

Outcome FaultTrial::run(const std::string& kind, long point) const {
  fs::remove_all(state_);
  fs::create_directory(state_);
  fs::remove(report_);
  const program_tests::RunOptions options{
      .environment = {{"LD_PRELOAD", EGREGORA_FILE_FAULTS},
                      {"EGREGORA_FAULT_KIND", kind},
                      {"EGREGORA_FAULT_AT", std::to_string(point)},
                      {"EGREGORA_FAULT_PATH", path_},
                      {"EGREGORA_FAULT_REPORT", report_.string()}},
      .program = EGREGORA_POWER_WORKLOAD};
  return program_tests::Running({state_.string(), to_string(workload_)}, folder_.path(), options)
      .wait();
}

/// The shim's first line: where it struck, else how many changes there were.
std::string FaultTrial::struck() const {
  const std::string text = program_tests::read_file(report_);
  return text.substr(0, text.find('\n'));
}

FaultCounts FaultTrial::strike(const std::string& kind, long first, long step) {
  FaultCounts counts;
  for (long point = first; point <= points_; point += step) strike_at(kind, point, counts);
  return counts;
}

void FaultTrial::strike_at(const std::string& kind, long point, FaultCounts& counts) {
  const Outcome outcome = run(kind, point);
  const Said said(outcome.out);
  const std::string where =
      fmt::format("{} at {}, {} acknowledged", kind, struck(), said.acknowledged);
  const bool has_died = outcome.exit_code == 128 + SIGKILL;
  ++counts.points;
  counts.died += has_died ? 1 : 0;
  counts.failed += said.has_failed || said.has_committed ? 1 : 0;
  counts.committed += said.has_committed ? 1 : 0;
  counts.unharmed += outcome.exit_code == 0 ? 1 : 0;
  if (is_ended_by_engine(outcome)) {
    ++counts.ended;
  } else if (!has_died && outcome.exit_code != 0 && outcome.exit_code != 1) {
    flaws_.push_back(fmt::format("{}: exit code {}: {}", where, outcome.exit_code, outcome.err));
  }
  // A disk that stays full lets nobody write.
  if (!said.unusable.empty() && kind != "full") {
    ++counts.unusable;
    flaws_.push_back(fmt::format("{}: {}; it was: {}", where, said.unusable, outcome.err));
  }
  judge(said, where, counts);
}

void FaultTrial::judge(const Said& said, const std::string& where, FaultCounts& counts) {
  const Found found = examine(state_);
  if (!found.refused.empty()) {
    ++counts.refused;
    flaws_.push_back(where + ": refused: " + found.refused);
    return;
  }
  const Candidates allowed = candidates(said.acknowledged, 0);
  for (const std::string& flaw : found.flaws) flaws_.push_back(where + ": " + flaw);
  if (const std::string loss =
          loss_in(found, candidates(said.acknowledged, said.has_committed ? 1 : 0));
      !loss.empty()) {
    ++counts.lost;
    flaws_.push_back(where + ": " + loss);
    return;
  }
  for (const auto& flaws : {flaws_of_files(found, allowed), flaws_of_backups(found, allowed)}) {
    for (const std::string& flaw : flaws) flaws_.push_back(where + ": " + flaw);
  }
  // Only a migration that said that it failed puts files out of the way.
  if (!said.has_failed && !found.aside.empty()) {
    flaws_.push_back(where + ": put out of the way: " + found.aside.front());
  }
}

/// Of an operation that is known to have committed, none but the moment after it (`least` 1). Its
/// files may still be those of before: it says that they are not in place yet.
Candidates FaultTrial::candidates(std::size_t acknowledged, std::size_t least) const {
  const std::size_t last = moments_.size() - 1;
  return {&moments_[std::min(acknowledged + least, last)],
          &moments_[std::min(acknowledged + 1, last)]};
}

void report(const std::string& what, FaultTrial& trial, const std::string& kind, long first,
            long step) {
  const FaultCounts counts = trial.strike(kind, first, step);
  std::cout << fmt::format(
      "{}, {}: {} changes, struck at {}: {} died, {} ended by the engine, {} operations failed ({} "
      "of "
      "them committed), {} went on unharmed; {} unusable, {} refused, {} lost\n",
      what, kind, trial.points(), counts.points, counts.died, counts.ended, counts.failed,
      counts.committed, counts.unharmed, counts.unusable, counts.refused, counts.lost);
  EXPECT_GT(counts.points, 0U);
  EXPECT_EQ(counts.unusable + counts.refused + counts.lost, 0U);
  EXPECT_TRUE(trial.flaws().empty()) << fmt::format("{}", fmt::join(trial.flaws(), "\n"));
}

}  // namespace egregora::crash_tests
