// SPDX-License-Identifier: Apache-2.0
// See message_ids.hpp. The fingerprint is taken from the id itself (n = 1), a digest already paid
// for.
#include "ingest/message_ids.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace egregora::ingest {

namespace {

constexpr char kSeparator = '\x1F';
constexpr std::size_t kSlots = RecentCounts::kReach * 2;  // half full at most
constexpr int kCountBits = 24;
constexpr std::uint64_t kMaxCount = (1ULL << kCountBits) - 1;

void append_number(std::string& to, std::int64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  to.append(digits, static_cast<std::size_t>(end - digits));
}

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

MessageIds::MessageIds(std::string_view tenant, std::string_view source, const Uuid& thread) {
  std::string name(tenant);
  name.append(1, kSeparator).append(source).append(1, kSeparator).append(thread.to_string());
  chat_ = uuid5(kNamespaceOid, name);
}

Uuid MessageIds::next(Timestamp timestamp, std::string_view author, std::string_view text) {
  const bool fresh = timestamp > latest_;
  if (fresh) latest_ = timestamp;
  if (timestamp != last_timestamp_) {
    last_timestamp_ = timestamp;
    name_.clear();
    append_number(name_, timestamp.time_since_epoch().count());
    name_ += kSeparator;
    timestamp_size_ = name_.size();
  }
  name_.resize(timestamp_size_);
  name_.append(author).append(1, kSeparator).append(text).append(1, kSeparator);
  const std::size_t without_number = name_.size();
  name_ += '1';
  const Uuid first = uuid5(chat_, name_);
  const std::uint32_t number = counts_.count(first, fresh);
  if (number == 1) return first;
  name_.resize(without_number);
  append_number(name_, number);
  return uuid5(chat_, name_);
}

}  // namespace egregora::ingest
