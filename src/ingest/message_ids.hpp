// SPDX-License-Identifier: Apache-2.0
// Ids that converge: the same message gets the same id from a re-export, from a truncated or longer
// export, with or without media, with names replaced or not.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "database/chat_ids.hpp"

namespace egregora::ingest {

/// Remembers how often each of the last messages occurred, in flat memory (1 MiB).
/// Exact while equal messages stand within `kReach` messages of each other. Equal messages have
/// equal times, so only an export whose clock jumps back over more messages than that can confuse
/// it.
class RecentCounts {
 public:
  static constexpr std::size_t kReach = 32'768;

  RecentCounts();
  /// Counts one more occurrence of `digest`; returns which it is, from 1. Of the digest 57 bits are
  /// compared, in a few slots: two different messages are taken for one once in 10^12 messages or
  /// so. `fresh`: promises that it has not occurred before, which spares a look.
  std::uint32_t count(const Uuid& digest, bool fresh = false);

 private:
  // 40 bits of the digest above 24 bits of count; 0: free. Eight bytes a slot keep both tables in
  // the cache.
  using Slot = std::uint64_t;
  using Generation = std::vector<Slot>;
  static Slot& slot_of(Generation& generation, std::uint64_t first, Slot tag) noexcept;

  // Two generations: when the younger is full the older is forgotten, so at least kReach messages
  // are known.
  Generation young_;
  Generation old_;
  std::size_t used_ = 0;
};

/// The ids of a chat's messages in the order of a file: equal ones are numbered.
class MessageIds {
 public:
  MessageIds(std::string_view tenant, std::string_view source, const Uuid& thread)
      : chat_(tenant, source, thread) {}

  /// `author`: text of the author_uuid, empty for none. `text`: as exported; empty for media.
  Uuid next(Timestamp timestamp, std::string_view author, std::string_view text);

 private:
  egregora::detail::ChatIds chat_;
  RecentCounts counts_;
  Timestamp latest_ = Timestamp::min();  // equal messages have equal times, so a later one is fresh
};

}  // namespace egregora::ingest
