// SPDX-License-Identifier: Apache-2.0
// States that are alike byte for byte are opened once; what they must hold depends on the moment
// all the same.
#include "crash/power/power_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <stdexcept>

#include "crash/power/fast_folder.hpp"
#include "program/program_runner.hpp"

namespace egregora::crash_tests {

namespace fs = std::filesystem;

namespace {
// Of those that begin alike: the first few show what is wrong, and another kind must not be hidden.
constexpr int kFlawsShown = 3;
constexpr std::size_t kAlike = 60;

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

PowerTrial::PowerTrial(const PowerWorkload& workload)
    : folder_(fast_folder()), watched_(fs::canonical(folder_.path()) / "watched") {
  histories_.push_back(expectations({}, crash_tests::workload(workload.workload)));
  fs::create_directory(watched_);
  record(to_string(workload.workload), workload.dies_after);
  if (workload.dies_after > 0) expect_resumption();
  for (const JournalRecord& record : records_) {
    if (record.change == FileChange::folder) folders_.insert(record.inode);
  }
}

std::vector<JournalRecord> PowerTrial::recorded(const fs::path& folder, const std::string& workload,
                                                std::size_t dies_after) const {
  const fs::path journal = folder_ / "journal";
  const program_tests::RunOptions options{
      .environment = {{"LD_PRELOAD", EGREGORA_FILE_JOURNAL},
                      {"EGREGORA_JOURNAL", journal.string()},
                      {"EGREGORA_JOURNAL_FOLDER", folder.string()},
                      {"EGREGORA_JOURNAL_DIES_AFTER", std::to_string(dies_after)}},
      .program = EGREGORA_POWER_WORKLOAD};
  const auto outcome =
      program_tests::Running({folder.string(), workload}, folder_.path(), options).wait();
  const bool has_died = dies_after > 0 && outcome.exit_code == 128 + SIGKILL;
  if (outcome.exit_code != 0 && !has_died) {
    throw std::runtime_error("the workload failed: " + outcome.err);
  }
  std::vector<JournalRecord> records = read_journal(journal);
  fs::remove(journal);
  return records;
}

void PowerTrial::record(const std::string& workload, std::size_t dies_after) {
  for (JournalRecord& record : recorded(watched_, workload, dies_after)) {
    records_.push_back(std::move(record));
  }
}

/// The first process is dead; another one goes on, and what that one says it did is what counts.
void PowerTrial::expect_resumption() {
  const auto acknowledged = static_cast<std::size_t>(std::count_if(
      records_.begin(), records_.end(),
      [](const JournalRecord& record) { return record.change == FileChange::acknowledge; }));
  first_point_ = records_.size();
  const std::vector<ExpectedTables> first = std::move(histories_.front());
  histories_.clear();
  for (const std::size_t at : {acknowledged, std::min(acknowledged + 1, first.size() - 1)}) {
    histories_.push_back(expectations(first[at], resumed_workload()));
  }
  record("resumed", 0);
}

std::size_t PowerTrial::making_of(const std::string& folder) const {
  const auto found =
      std::find_if(records_.begin(), records_.end(), [&](const JournalRecord& record) {
        return record.change == FileChange::folder && record.path == folder;
      });
  return found == records_.end() ? 0 : static_cast<std::size_t>(found - records_.begin());
}

std::size_t PowerTrial::link(int nth) const {
  for (std::size_t at = 0; at < records_.size(); ++at) {
    if (records_[at].change == FileChange::link && --nth == 0) return at;
  }
  return 0;
}

std::string PowerTrial::unseen() const {
  Disk disk;
  for (const JournalRecord& record : records_) disk.apply(record);
  const Remains seen = disk.after_power_cut(PowerModel::nothing_lost, 0);
  const Remains real = read_files(watched_);
  if (seen.size() != real.size()) return fmt::format("{} paths, not {}", real.size(), seen.size());
  for (const auto& [path, bytes] : real) {
    const auto found = seen.find(path);
    if (found == seen.end()) return "a path that the journal does not know: " + path;
    if (bytes && *bytes != *found->second) return "other bytes than the journal knows: " + path;
  }
  return "";
}

bool PowerTrial::is_wanted(std::size_t point, const PowerPlan& plan) const {
  const std::size_t points = records_.size() - first_point_;
  const std::size_t begin = first_point_ + points * plan.part / plan.parts;
  const std::size_t end = first_point_ + points * (plan.part + 1) / plan.parts;
  return point >= begin && point < end && point % plan.every == 0;
}

bool PowerTrial::is_ignored(const JournalRecord& record, const PowerPlan& plan) const {
  if (record.change != FileChange::sync) return false;
  return folders_.contains(record.inode) ? plan.without_folder_syncs : plan.without_file_syncs;
}

PowerCounts PowerTrial::cut(const PowerPlan& plan) {
  PowerCounts counts;
  disk_ = Disk();
  acknowledged_ = 0;
  for (std::size_t point = 0; point < records_.size(); ++point) {
    const JournalRecord& record = records_[point];
    if (!is_ignored(record, plan)) disk_.apply(record);
    if (point < first_point_) continue;
    acknowledged_ += record.change == FileChange::acknowledge ? 1 : 0;
    if (is_wanted(point, plan)) cut_at(point, plan, counts);
  }
  return counts;
}

void PowerTrial::cut_at(std::size_t point, const PowerPlan& plan, PowerCounts& counts) {
  ++counts.points;
  for (const PowerModel model : plan.models) {
    if (model == PowerModel::torn && records_[point].change != FileChange::write) continue;
    const int seeds = draws(model) ? plan.seeds : 1;
    for (int seed = 0; seed < seeds; ++seed) {
      if (model == PowerModel::torn) ++counts.torn;
      try_model(point, model, point * 1000 + static_cast<std::uint64_t>(seed), plan, counts);
    }
  }
}

void PowerTrial::try_model(std::size_t point, PowerModel model, std::uint64_t seed,
                           const PowerPlan& plan, PowerCounts& counts) {
  ++counts.cuts;
  const Remains remains = disk_.after_power_cut(model, seed);
  const std::size_t states = counts.states;
  const Found& found = opened(remains, counts);
  const std::string where =
      fmt::format("after record {} ({}), {}, {}, seed {}", point, to_string(records_[point]),
                  under_way(), to_string(model), seed);
  note(where, judge(found, candidates(), counts));
  if (!plan.again.empty() && counts.states > states && found.refused.empty()) {
    cut_again(remains, where, plan, counts);
  }
}

void PowerTrial::note(const std::string& where, const std::vector<std::string>& flaws) {
  for (const std::string& flaw : flaws) {
    if (++alike_[flaw.substr(0, kAlike)] > kFlawsShown) continue;
    flaws_.push_back(where + ": " + flaw);
  }
}

void PowerTrial::cut_again(const Remains& remains, const std::string& where, const PowerPlan& plan,
                           PowerCounts& counts) {
  const fs::path folder = watched_.parent_path() / "again";
  fs::remove_all(folder);
  write_files(remains, folder);
  Disk disk(folder);
  const std::vector<JournalRecord> records = recorded(folder, "recovery", 0);
  // What a process that had opened it could see must still be there after the second cut.
  const std::string seen = opened(read_files(folder), counts).contents();
  Candidates allowed = candidates();
  for (std::size_t at = 0; at < records.size(); ++at) {
    disk.apply(records[at]);
    if (records[at].change == FileChange::acknowledge) {
      std::erase_if(allowed, [&](const auto* moment) { return moment->contents() != seen; });
    }
    ++counts.points_again;
    for (const PowerModel model : plan.again) {
      ++counts.cuts_again;
      const Found& found = opened(disk.after_power_cut(model, at), counts);
      note(fmt::format("{}; again after record {} of opening it ({}), {}", where, at,
                       to_string(records[at]), to_string(model)),
           judge(found, allowed, counts));
    }
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

std::vector<std::string> PowerTrial::judge(const Found& found, const Candidates& allowed,
                                           PowerCounts& counts) {
  if (!found.refused.empty()) {
    ++(found.is_behind ? counts.behind : counts.refused);
    return {"refused: " + found.refused};
  }
  std::vector<std::string> flaws = found.flaws;
  if (const std::string loss = loss_in(found, allowed); !loss.empty()) {
    ++counts.lost;
    flaws.push_back(loss);
    return flaws;
  }
  for (std::string& flaw : flaws_of_files(found, allowed)) flaws.push_back(std::move(flaw));
  for (std::string& flaw : flaws_of_backups(found, allowed)) flaws.push_back(std::move(flaw));
  for (const std::string& name : found.aside) flaws.push_back("put out of the way: " + name);
  return flaws;
}

Candidates PowerTrial::candidates() const {
  Candidates allowed;
  for (const std::vector<ExpectedTables>& history : histories_) {
    allowed.push_back(&history[acknowledged_]);
    allowed.push_back(&history[std::min(acknowledged_ + 1, history.size() - 1)]);
  }
  return allowed;
}

std::string PowerTrial::under_way() const {
  return fmt::format("{} acknowledged, during '{}'", acknowledged_,
                     histories_.front()[acknowledged_].under_way());
}

}  // namespace egregora::crash_tests
