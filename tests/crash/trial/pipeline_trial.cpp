// SPDX-License-Identifier: Apache-2.0
// Folders: start/ as before the run, undisturbed/ after a good run, trial/ where things go wrong.
#include "crash/trial/pipeline_trial.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace egregora::crash_tests {
namespace fs = std::filesystem;

using program_tests::Outcome;
using program_tests::Running;
using program_tests::RunOptions;

namespace {

void must(const Outcome& outcome, std::string_view what) {
  if (outcome.exit_code == 0) return;
  throw std::runtime_error(
      fmt::format("{}: exit code {}: {}", what, outcome.exit_code, outcome.err));
}

/// With its hard links: a published file and its version are one.
void copy_folder(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  if (!fs::exists(from)) return;
  RunOptions options;
  options.program = "cp";
  must(Running({"-a", from.string(), to.string()}, "/", options).wait(), "cp");
}

std::string first_half(const std::string& text) {
  return text.substr(0, text.find('\n', text.size() / 2) + 1);
}

std::string difference(const std::string& part, const DatabaseState& wanted,
                       const DatabaseState& found) {
  const auto value = [&](const DatabaseState& state) {
    const auto at = state.find(part);
    return at == state.end() ? std::string("none") : at->second;
  };
  if (value(wanted) == value(found)) return {};
  return fmt::format("{}: undisturbed '{}', found '{}'", part, value(wanted), value(found));
}

std::vector<std::string> differences(const DatabaseState& wanted, const DatabaseState& found) {
  DatabaseState parts = wanted;
  parts.insert(found.begin(), found.end());
  std::vector<std::string> flaws;
  for (const auto& [part, value] : parts) {
    if (auto flaw = difference(part, wanted, found); !flaw.empty())
      flaws.push_back(std::move(flaw));
  }
  return flaws;
}

std::vector<std::string> missing_in(const std::vector<std::string>& some,
                                    const std::vector<std::string>& others) {
  std::vector<std::string> missing;
  std::set_difference(some.begin(), some.end(), others.begin(), others.end(),
                      std::back_inserter(missing));
  return missing;
}

}  // namespace

bool faults_can_be_made() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return false;
#else
  return true;
#endif
}

PipelineTrial::PipelineTrial(const TrialOptions& options) : report_(folder_ / "report") {
  make_chat(options);
  make_reference();
}

void PipelineTrial::make_chat(const TrialOptions& options) {
  // One name for both exports: the thread is named after the file.
  fs::create_directory(folder_ / "earlier");
  const std::string name =
      options.zip ? "WhatsApp Chat with Trip.zip" : "WhatsApp Chat with Trip.txt";
  chat_ = folder_ / name;
  must(Running({"sample", "--messages", std::to_string(options.messages), "--seed", "7", "--to",
                chat_.string()},
               "/")
           .wait(),
       "sample");
  if (!options.longer_export) return;
  const fs::path earlier = folder_ / "earlier" / name;
  program_tests::write_file(earlier, first_half(program_tests::read_file(chat_)));
  must(Running({"run", earlier.string(), "--db", (folder_ / "start" / "p.duckdb").string()}, "/")
           .wait(),
       "the earlier run");
}

void PipelineTrial::make_reference() {
  const fs::path start = folder_ / "start";
  names_before_ = names_below(start);
  if (fs::exists(start)) rows_before_ = rows_of_tables(start / "p.duckdb");
  const fs::path undisturbed = folder_ / "undisturbed";
  reset();
  const auto began = std::chrono::steady_clock::now();
  must(run(faults_can_be_made() ? fault("count", 0) : RunOptions{}), "the undisturbed run");
  duration_ = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began);
  if (faults_can_be_made()) points_ = std::stol(struck().substr(std::string("count ").size()));
  fs::rename(folder(), undisturbed);
  const fs::path database = undisturbed / "p.duckdb";
  state_ = state_of(database);
  rows_ = rows_of_tables(database);
  names_ = names_below(undisturbed);
  if (state_.contains("error")) throw std::runtime_error("the undisturbed run: " + state_["error"]);
}

void PipelineTrial::reset() const { copy_folder(folder_ / "start", folder()); }

Running PipelineTrial::start(const RunOptions& options) const {
  return {{"run", chat_.string(), "--db", database().string()}, folder_.path(), options};
}

Outcome PipelineTrial::run(const RunOptions& options) const { return start(options).wait(); }

RunOptions PipelineTrial::fault(const std::string& kind, long point) const {
  fs::remove(report_);
  RunOptions options;
  options.environment = {{"LD_PRELOAD", EGREGORA_FILE_FAULTS},
                         {"EGREGORA_FAULT_KIND", kind},
                         {"EGREGORA_FAULT_AT", std::to_string(point)},
                         {"EGREGORA_FAULT_REPORT", report_.string()}};
  return options;
}

std::string PipelineTrial::struck() const {
  const std::string text = program_tests::read_file(report_);
  return text.substr(0, text.find('\n'));
}

std::vector<std::string> PipelineTrial::partly_committed() const {
  if (!fs::exists(database())) return {};
  auto rows = rows_of_tables(database());
  if (rows.contains("error"))
    return {"a killed run's database cannot be looked at: " + rows["error"]};
  const auto count = [](const std::map<std::string, std::string>& of, const std::string& table) {
    const auto at = of.find(table);
    return at == of.end() ? std::string("0") : at->second;
  };
  const auto equals = [&](const std::map<std::string, std::string>& other) {
    return std::ranges::all_of(
        std::array{"messages", "windows", "window_messages"},
        [&](const char* table) { return count(rows, table) == count(other, table); });
  };
  if (equals(rows_before_) || equals(rows_)) return {};
  return {fmt::format("committed in part: {} messages, {} windows, {} window_messages",
                      count(rows, "messages"), count(rows, "windows"),
                      count(rows, "window_messages"))};
}

std::vector<std::string> PipelineTrial::flaws_after_death() const {
  std::vector<std::string> flaws = partly_committed();
  const fs::path folder = this->folder() / ".egregora" / "data";
  if (!fs::exists(folder)) return flaws;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".parquet") files.push_back(entry.path());
  }
  const std::string flaw = flaw_of_files(folder_ / "undisturbed" / "p.duckdb", files);
  if (!flaw.empty()) flaws.push_back("a Parquet file at its name is not whole: " + flaw);
  return flaws;
}

std::vector<std::string> PipelineTrial::flaws_after_failure() const {
  std::vector<std::string> flaws = flaws_after_death();
  if (fs::exists(database()) && rows_of_tables(database()) != rows_before_) return flaws;
  // Nothing was committed. A log that could not be folded into the database for want of space
  // belongs to it.
  for (const std::string& name : missing_in(names_below(folder()), names_before_)) {
    if (!(fs::exists(database()) && !rows_before_.empty() && name == "p.duckdb.wal")) {
      flaws.push_back("left by the failed run: " + name);
    }
  }
  for (const std::string& name : missing_in(names_before_, names_below(folder()))) {
    flaws.push_back("taken away by the failed run: " + name);
  }
  return flaws;
}

std::vector<std::string> PipelineTrial::flaws_after_next_run() const {
  const Outcome next = run();
  if (next.exit_code != 0)
    return {fmt::format("the next run: exit code {}: {}", next.exit_code, next.err)};
  std::vector<std::string> flaws = differences(state_, state_of(database()));
  for (std::string& flaw : files_unlike_tables(database())) flaws.push_back("file: " + flaw);
  const Outcome doctor = Running({"doctor", "--db", database().string()}, "/").wait();
  if (doctor.exit_code != 0) flaws.push_back("doctor: " + doctor.out + doctor.err);
  const std::vector<std::string> names = names_below(folder());
  for (const std::string& name : missing_in(names, names_)) flaws.push_back("left over: " + name);
  for (const std::string& name : missing_in(names_, names)) flaws.push_back("missing: " + name);
  return flaws;
}

}  // namespace egregora::crash_tests
