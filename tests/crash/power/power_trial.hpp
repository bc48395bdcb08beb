// SPDX-License-Identifier: Apache-2.0
// The workload recorded once, and the power cut after its changes: each state that a cut may leave
// is opened, and what is found there is held against what had been acknowledged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "crash/power/disk.hpp"
#include "crash/power/examination.hpp"
#include "crash/power/workload.hpp"
#include "support/temporary_folder.hpp"

namespace egregora::crash_tests {

struct PowerCounts {
  std::size_t points = 0;   ///< moments at which the power was cut
  std::size_t cuts = 0;     ///< the same, times models and seeds
  std::size_t states = 0;   ///< of them unlike each other, and opened
  std::size_t torn = 0;     ///< cuts that tore a write
  std::size_t mended = 0;   ///< states whose log was cut or set aside
  std::size_t behind = 0;   ///< refused with DatabaseBehindError
  std::size_t refused = 0;  ///< not opened, or not for writing
  std::size_t lost =
      0;  ///< opened, and something acknowledged is not there, or half of an operation is
};

class PowerTrial {
 public:
  explicit PowerTrial(bool with_large_tables);

  std::size_t records() const { return records_.size(); }
  /// What the journal says that is there in the end, compared with what is there: "" where they
  /// agree.
  std::string unseen() const;
  /// Cuts the power after each record of this part of the journal that `wanted` lets through, in
  /// each way.
  struct Plan {
    std::size_t part = 0;
    std::size_t parts = 1;
    std::size_t every =
        1;          ///< of the plain writes; fsyncs, names and acknowledgements are all tried
    int seeds = 1;  ///< of the models that draw
  };
  PowerCounts cut(const Plan& plan);
  /// The first few of each kind; each a sentence with point, model and seed.
  const std::vector<std::string>& flaws() const { return flaws_; }

 private:
  void record_workload(bool with_large_tables);
  bool is_wanted(std::size_t point, const Plan& plan) const;
  void cut_at(std::size_t point, const Plan& plan, PowerCounts& counts);
  void try_model(std::size_t point, PowerModel model, std::uint64_t seed, PowerCounts& counts);
  const Found& opened(const Remains& remains, PowerCounts& counts);
  std::vector<std::string> judge(const Found& found, PowerCounts& counts) const;
  std::vector<std::string> judge_files(const Found& found) const;

  testing::TemporaryFolder folder_;
  std::vector<Operation> operations_;
  std::vector<ExpectedTables> moments_;
  std::vector<JournalRecord> records_ = {};
  Disk disk_ = {};
  std::size_t acknowledged_ = 0;
  std::unordered_map<std::size_t, Found> known_ = {};
  std::vector<std::string> flaws_ = {};
  std::map<std::string, int> alike_ = {};  ///< flaws by how they begin
};

}  // namespace egregora::crash_tests
