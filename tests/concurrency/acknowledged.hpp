// SPDX-License-Identifier: Apache-2.0
// What the writers of a schedule were told: the model that the database is compared with. Whatever
// order the writers came in, it is the same, because sums and sets do not mind.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>

namespace egregora::testing {

struct Acknowledged {
  std::map<std::int64_t, std::int64_t> counters = {};         ///< sum of increments, by id
  std::set<std::int64_t> journal = {};                        ///< ids of rows that must be there
  std::map<std::int64_t, std::set<std::int64_t>> board = {};  ///< what each key was set to
  std::int64_t board_inserts = 0;                             ///< as upserts counted them
  std::multiset<std::int64_t> numbers = {};                   ///< given by the sequence
  std::set<std::int64_t> passing = {};                        ///< what `passing` was filled with
  std::int64_t acknowledged = 0;
  std::int64_t refused = 0;  ///< calls that had to fail, and did
};

/// `Acknowledged` for many threads.
class Ledger {
 public:
  template <class F>
  void note(F&& entry) {
    const std::lock_guard guard(mutex_);
    ++told_.acknowledged;
    entry(told_);
  }
  void note_refusal() {
    const std::lock_guard guard(mutex_);
    ++told_.refused;
  }
  /// Once all writers are done.
  const Acknowledged& told() const noexcept { return told_; }

 private:
  std::mutex mutex_;
  Acknowledged told_;
};

}  // namespace egregora::testing
