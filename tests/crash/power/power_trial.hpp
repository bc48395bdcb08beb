// SPDX-License-Identifier: Apache-2.0
// The workload recorded once, and the power cut after its changes: each state that a cut may leave
// is opened, and what is found there is held against what had been acknowledged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "crash/power/disk.hpp"
#include "crash/power/verdict.hpp"
#include "crash/power/workload.hpp"
#include "support/temporary_folder.hpp"

namespace egregora::crash_tests {

struct PowerCounts {
  std::size_t points = 0;        ///< moments at which the power was cut
  std::size_t cuts = 0;          ///< the same, times models and seeds
  std::size_t states = 0;        ///< of them unlike each other, and opened
  std::size_t torn = 0;          ///< cuts that tore a write
  std::size_t mended = 0;        ///< states whose log was cut or set aside
  std::size_t behind = 0;        ///< refused with DatabaseBehindError
  std::size_t refused = 0;       ///< not opened, or not for writing
  std::size_t points_again = 0;  ///< moments of an opening at which it was cut a second time
  std::size_t cuts_again = 0;    ///< the same, times models
  std::size_t lost =
      0;  ///< opened, and something acknowledged is not there, or half of an operation is
};

struct PowerWorkload {
  Workload workload = Workload::small_tables;
  /// The process dies after so many changes, and another one goes on: then only what that one does
  /// is cut. 0: never.
  std::size_t dies_after = 0;
};

/// Where the power is cut, and how.
struct PowerPlan {
  std::size_t part = 0;  ///< of the journal
  std::size_t parts = 1;
  std::size_t every = 1;  ///< of the changes
  int seeds = 1;          ///< of the models that draw
  std::vector<PowerModel> models = {PowerModel::dropped,     PowerModel::names_first,
                                    PowerModel::zeros,       PowerModel::bytes_first,
                                    PowerModel::some,        PowerModel::torn,
                                    PowerModel::nothing_lost};
  /// While what the first cut left is opened, the power is cut after each change once more, in each
  /// of these ways.
  std::vector<PowerModel> again = {};
  /// To see that the trial sees: the fsyncs of folders, or of files, are taken for none.
  bool without_folder_syncs = false;
  bool without_file_syncs = false;
};

class PowerTrial {
 public:
  explicit PowerTrial(const PowerWorkload& workload);

  std::size_t records() const { return records_.size(); }
  /// How many changes there are until this folder is made, its making included. 0: it is not.
  std::size_t making_of(const std::string& folder) const;
  /// The same until the n-th link is made, by which a file is published; the fsync of its commit is
  /// right before it.
  std::size_t link(int nth) const;
  /// What is there in the end and not in the journal; "" where they agree. Without it a change that
  /// the journal does not see would look durable.
  std::string unseen() const;
  PowerCounts cut(const PowerPlan& plan);
  /// The first few of each kind; each a sentence with point, model and seed.
  const std::vector<std::string>& flaws() const { return flaws_; }

 private:
  void record(const std::string& workload, std::size_t dies_after);
  std::vector<JournalRecord> recorded(const std::filesystem::path& folder,
                                      const std::string& workload, std::size_t dies_after) const;
  void expect_resumption();
  bool is_wanted(std::size_t point, const PowerPlan& plan) const;
  bool is_ignored(const JournalRecord& record, const PowerPlan& plan) const;
  void cut_at(std::size_t point, const PowerPlan& plan, PowerCounts& counts);
  void try_model(std::size_t point, PowerModel model, std::uint64_t seed, const PowerPlan& plan,
                 PowerCounts& counts);
  void cut_again(const Remains& remains, const std::string& where, const PowerPlan& plan,
                 PowerCounts& counts);
  void note(const std::string& where, const std::vector<std::string>& flaws);
  const Found& opened(const Remains& remains, PowerCounts& counts);
  static std::vector<std::string> judge(const Found& found, const Candidates& allowed,
                                        PowerCounts& counts);
  Candidates candidates() const;
  std::string under_way() const;

  testing::TemporaryFolder folder_;
  std::filesystem::path watched_;
  /// What may be there after each operation: two histories where it is open whether a dead process
  /// had committed.
  std::vector<std::vector<ExpectedTables>> histories_;
  std::vector<JournalRecord> records_ = {};
  std::set<std::uint64_t> folders_ = {};  ///< inodes
  std::size_t first_point_ = 0;
  Disk disk_ = {};
  std::size_t acknowledged_ = 0;
  std::unordered_map<std::size_t, Found> known_ = {};
  std::vector<std::string> flaws_ = {};
  std::map<std::string, int> alike_ = {};  ///< flaws by how they begin
};

}  // namespace egregora::crash_tests
