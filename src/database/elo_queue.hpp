// SPDX-License-Identifier: Apache-2.0
// The changes of single records of all EloStores on one database: they share commits, and what the
// last commit knew.
#pragma once

#include <cstdint>
#include <memory>
#include <variant>

#include "database/commit_queue.hpp"
#include "database/elo_unit.hpp"

namespace egregora::detail {

/// Lifetime: what `what` points at must outlive submit().
struct EloChange final : QueuedChange {
  struct Start {
    const InitialPost* post;
    EloStamp stamp;
    bool is_new = false;  ///< what came of it
  };
  std::shared_ptr<StorageCore> core;  ///< of the caller's own manager
  std::variant<Start, EloMatch> what;

  EloChange(std::shared_ptr<StorageCore> storage, std::variant<Start, EloMatch> change)
      : core(std::move(storage)), what(std::move(change)) {}
};

class EloQueue final : public CommitQueue {
 private:
  void carry_out(const Cohort& cohort) override;
  void carry_out_together(StorageCore& core, const Cohort& cohort);
  void attempt(TransactionState& state, const Cohort& cohort);

  EloMemory memory_;
  std::uint64_t known_at_ = 0;  // the writer lock's turn after which memory_ was right; 0: never
};

}  // namespace egregora::detail
