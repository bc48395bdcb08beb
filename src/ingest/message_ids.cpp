// SPDX-License-Identifier: Apache-2.0
// See message_ids.hpp. The fingerprint is taken from the id itself (n = 1), a digest already paid
// for.
#include "ingest/message_ids.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace egregora::ingest {

namespace {

constexpr std::size_t kSlots = RecentCounts::kReach * 2;  // half full at most
constexpr int kCountBits = 24;
constexpr std::uint64_t kMaxCount = (1ULL << kCountBits) - 1;

}  // namespace

RecentCounts::RecentCounts() : young_(kSlots), old_(kSlots) {}

RecentCounts::Slot& RecentCounts::slot_of(Generation& generation, std::uint64_t first,
                                          Slot tag) noexcept {
  std::size_t at = first & (kSlots - 1);
  while (generation[at] != 0 && generation[at] >> kCountBits != tag) at = (at + 1) & (kSlots - 1);
  return generation[at];
}

std::uint32_t RecentCounts::count(const Uuid& digest, bool fresh) {
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), digest.bytes().data(), sizeof halves);
  const Slot tag = halves[1] >> kCountBits;  // the last five bytes; the first bytes choose the slot
  Slot* slot = &slot_of(young_, halves[0], tag);
  if (*slot == 0) {
    if (used_ == kReach) {
      young_.swap(old_);
      std::fill(young_.begin(), young_.end(), Slot{0});
      used_ = 0;
      slot = &slot_of(young_, halves[0], tag);
    }
    const Slot known = fresh ? 0 : slot_of(old_, halves[0], tag);
    *slot = tag << kCountBits | (known & kMaxCount);
    ++used_;
  }
  if ((*slot & kMaxCount) < kMaxCount) ++*slot;
  return static_cast<std::uint32_t>(*slot & kMaxCount);
}

Uuid MessageIds::next(Timestamp timestamp, std::string_view author, std::string_view text) {
  const bool fresh = timestamp > latest_;
  if (fresh) latest_ = timestamp;
  const Uuid first = chat_.first(timestamp, author, text);
  const std::uint32_t number = counts_.count(first, fresh);
  return number == 1 ? first : chat_.numbered(number);
}

}  // namespace egregora::ingest
