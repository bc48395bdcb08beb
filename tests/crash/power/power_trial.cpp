// SPDX-License-Identifier: Apache-2.0
// States that are alike byte for byte are opened once; what they must hold depends on the moment
// all the same.
#include "crash/power/power_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <stdexcept>

#include "program/program_runner.hpp"

namespace egregora::crash_tests {

namespace fs = std::filesystem;

namespace {
// Of those that begin alike: the first few show what is wrong, and another kind must not be hidden.
constexpr int kFlawsShown = 3;
constexpr std::size_t kAlike = 60;

/// In memory where that is possible: thousands of small databases are written, and none must last.
fs::path fast_folder() {
  const fs::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
}

std::size_t hash_of(const Remains& remains) {
  std::size_t hash = 0;
  const auto add = [&](std::string_view text) {
    hash = hash * 0x9e3779b97f4a7c15 + std::hash<std::string_view>()(text) + 1;
  };
  for (const auto& [path, bytes] : remains) {
    add(path);
    if (bytes) add(*bytes);
  }
  return hash;
}

bool draws(PowerModel model) { return model == PowerModel::some || model == PowerModel::torn; }
}  // namespace

PowerTrial::PowerTrial(bool with_large_tables)
    : folder_(fast_folder()),
      operations_(workload(with_large_tables)),
      moments_(expectations(operations_)) {
  record_workload(with_large_tables);
}

void PowerTrial::record_workload(bool with_large_tables) {
  const fs::path watched = fs::canonical(folder_.path()) / "watched";
  fs::create_directory(watched);
  const fs::path journal = folder_ / "journal";
  const program_tests::RunOptions options{
      .environment = {{"LD_PRELOAD", EGREGORA_FILE_JOURNAL},
                      {"EGREGORA_JOURNAL", journal.string()},
                      {"EGREGORA_JOURNAL_FOLDER", watched.string()}},
      .program = EGREGORA_POWER_WORKLOAD};
  const auto outcome =
      program_tests::Running({watched.string(), with_large_tables ? "large" : "small"},
                             folder_.path(), options)
          .wait();
  if (outcome.exit_code != 0) throw std::runtime_error("the workload failed: " + outcome.err);
  records_ = read_journal(journal);
  fs::remove(journal);
}

std::string PowerTrial::unseen() const {
  Disk disk;
  std::size_t acknowledged = 0;
  for (const JournalRecord& record : records_) {
    disk.apply(record);
    acknowledged += record.change == FileChange::acknowledge ? 1 : 0;
  }
  if (acknowledged != operations_.size()) return "acknowledgements are missing";
  const Remains seen = disk.after_power_cut(PowerModel::nothing_lost, 0);
  const Remains real = read_files(folder_ / "watched");
  if (seen.size() != real.size()) return fmt::format("{} paths, not {}", real.size(), seen.size());
  for (const auto& [path, bytes] : real) {
    const auto found = seen.find(path);
    if (found == seen.end()) return "a path that the journal does not know: " + path;
    if (bytes && *bytes != *found->second) return "other bytes than the journal knows: " + path;
  }
  return "";
}

bool PowerTrial::is_wanted(std::size_t point, const Plan& plan) const {
  const std::size_t begin = records_.size() * plan.part / plan.parts;
  const std::size_t end = records_.size() * (plan.part + 1) / plan.parts;
  if (point < begin || point >= end) return false;
  const FileChange change = records_[point].change;
  const bool is_plain = change == FileChange::write || change == FileChange::resize;
  return !is_plain || point % plan.every == 0;
}

PowerCounts PowerTrial::cut(const Plan& plan) {
  PowerCounts counts;
  disk_ = Disk();
  acknowledged_ = 0;
  for (std::size_t point = 0; point < records_.size(); ++point) {
    disk_.apply(records_[point]);
    acknowledged_ += records_[point].change == FileChange::acknowledge ? 1 : 0;
    if (is_wanted(point, plan)) cut_at(point, plan, counts);
  }
  return counts;
}

void PowerTrial::cut_at(std::size_t point, const Plan& plan, PowerCounts& counts) {
  ++counts.points;
  for (const PowerModel model :
       {PowerModel::dropped, PowerModel::names_first, PowerModel::zeros, PowerModel::bytes_first,
        PowerModel::some, PowerModel::torn, PowerModel::nothing_lost}) {
    if (model == PowerModel::torn && records_[point].change != FileChange::write) continue;
    const int seeds = draws(model) ? plan.seeds : 1;
    for (int seed = 0; seed < seeds; ++seed) {
      if (model == PowerModel::torn) ++counts.torn;
      try_model(point, model, point * 1000 + static_cast<std::uint64_t>(seed), counts);
    }
  }
}

void PowerTrial::try_model(std::size_t point, PowerModel model, std::uint64_t seed,
                           PowerCounts& counts) {
  ++counts.cuts;
  const Found& found = opened(disk_.after_power_cut(model, seed), counts);
  for (const std::string& flaw : judge(found, counts)) {
    if (++alike_[flaw.substr(0, kAlike)] > kFlawsShown) continue;
    const std::string running =
        acknowledged_ < operations_.size() ? operations_[acknowledged_].name : "nothing";
    flaws_.push_back(fmt::format(
        "after record {} ({}), {} acknowledged, during '{}', {}, seed {}: {}", point,
        to_string(records_[point]), acknowledged_, running, to_string(model), seed, flaw));
  }
}

const Found& PowerTrial::opened(const Remains& remains, PowerCounts& counts) {
  const auto [at, is_new] = known_.try_emplace(hash_of(remains));
  if (!is_new) return at->second;
  const fs::path state = folder_ / "state";
  fs::remove_all(state);
  write_files(remains, state);
  at->second = examine(state);
  ++counts.states;
  counts.mended += at->second.was_mended ? 1 : 0;
  return at->second;
}

std::vector<std::string> PowerTrial::judge(const Found& found, PowerCounts& counts) const {
  if (found.is_behind) ++counts.behind;
  if (!found.refused.empty() && !found.is_behind) ++counts.refused;
  if (!found.refused.empty()) return {"refused: " + found.refused};
  std::vector<std::string> flaws = found.flaws;
  const std::size_t last = std::min(acknowledged_ + 1, operations_.size());
  const bool is_whole = found.contents() == moments_[acknowledged_].contents() ||
                        found.contents() == moments_[last].contents();
  if (!is_whole) {
    ++counts.lost;
    flaws.push_back(fmt::format("lost: there is\n{}  and not\n{}  nor\n{}", found.contents(),
                                moments_[acknowledged_].contents(), moments_[last].contents()));
    return flaws;
  }
  for (std::string& flaw : judge_files(found)) flaws.push_back(std::move(flaw));
  return flaws;
}

std::vector<std::string> PowerTrial::judge_files(const Found& found) const {
  std::vector<std::string> flaws;
  const ExpectedTables& before = moments_[acknowledged_];
  const ExpectedTables& after = moments_[std::min(acknowledged_ + 1, operations_.size())];
  for (const auto& [name, table] : found.tables) {
    const auto file = found.files.find(name);
    const bool is_there = file != found.files.end();
    if (table.state == "fresh" && (!is_there || file->second != table.digest)) {
      flaws.push_back("called fresh, and its file is another: " + name);
    }
    const auto is_state = [&, &name = name, &table = table](const ExpectedTables& moment) {
      const auto expected = moment.tables().find(name);
      return expected != moment.tables().end() && to_string(expected->second.file) == table.state;
    };
    if (!is_state(before) && !is_state(after)) {
      flaws.push_back(fmt::format("the file of {} is called {}", name, table.state));
    }
  }
  for (const auto& [name, digest] : found.files) {
    if (!before.versions(name).contains(digest) && !after.versions(name).contains(digest)) {
      flaws.push_back("no committed version is in the file of " + name);
    }
  }
  for (const std::string& name : before.files()) {
    if (after.files().contains(name) && !found.files.contains(name)) {
      flaws.push_back("the Parquet file is gone: " + name);
    }
  }
  return flaws;
}

}  // namespace egregora::crash_tests
