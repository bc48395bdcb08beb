// SPDX-License-Identifier: Apache-2.0
#include "database/elo_queue.hpp"

#include <utility>

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
// Far more than are rated in one sitting; what is dropped is read again.
constexpr std::size_t kMostRemembered = 10'000;

EloNames names_of(const CommitQueue::Cohort& cohort) {
  EloNames names;
  for (const auto& member : cohort) {
    const auto& what = static_cast<const EloChange&>(*member).what;
    if (const auto* match = std::get_if<EloMatch>(&what)) {
      names.add(*match);
    } else {
      names.posts.insert(std::get<EloChange::Start>(what).post->post_id);
    }
  }
  return names;
}

void play(EloUnit& unit, EloChange& change) {
  if (auto* start = std::get_if<EloChange::Start>(&change.what)) {
    start->is_new = unit.initialize(*start->post, start->stamp);
  } else {
    unit.play(std::get<EloMatch>(change.what));
  }
}
}  // namespace

void EloQueue::attempt(TransactionState& state, const Cohort& cohort) {
  EloUnit unit(state, memory_);
  unit.load(names_of(cohort));
  for (const auto& member : cohort) {
    member->set_error(nullptr);
    try {
      play(unit, static_cast<EloChange&>(*member));
    } catch (const Error&) {
      member->set_error(std::current_exception());
    }
  }
  unit.write();
}

void EloQueue::carry_out_together(StorageCore& core, const Cohort& cohort) {
  std::uint64_t known_at = std::exchange(known_at_, 0);
  std::uint64_t turn = 0;
  run_transaction(core, [&](TransactionState& state) {
    turn = state.core().database().writers().turns();
    const bool is_known = known_at != 0 && turn == known_at + 1;
    if (!is_known || memory_.book.size() > kMostRemembered) memory_.forget();
    known_at = 0;  // an attempt that failed leaves nothing to rely on
    attempt(state, cohort);
  });
  memory_.book.settle();
  known_at_ = turn;
}

void EloQueue::carry_out(const Cohort& cohort) {
  // Whoever leads does so with the manager of its own store.
  const auto core_of = [](const auto& member) -> StorageCore& {
    return *static_cast<const EloChange&>(*member).core;
  };
  try {
    return carry_out_together(core_of(cohort.front()), cohort);
  } catch (...) {
    if (cohort.size() == 1 || !is_surely_undone(std::current_exception())) throw;
  }
  // One of them is bad, or the leader's manager is closed: each by itself, with its own manager, so
  // that only whom it concerns hears of it.
  for (const auto& member : cohort) {
    member->set_error(nullptr);
    try {
      carry_out_together(core_of(member), {member});
    } catch (...) {
      member->set_error(std::current_exception());
    }
  }
}

}  // namespace egregora::detail
