// SPDX-License-Identifier: Apache-2.0
// Ids that converge: the same message gets the same id from a re-export, from a truncated or longer
// export, with or without media, with names replaced or not.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

/// message_id = uuid5(chat, timestamp US author_uuid US text US n), where chat =
/// uuid5(NAMESPACE_OID, tenant US source US thread), US is the byte 0x1F, timestamp the
/// microseconds since 1970 in decimal, author_uuid empty for a system line, n the number of the
/// message among its equals in the file, from 1. `thread` is the author_uuid of the chat's name, so
/// that it does not matter whether the chat is named after a participant.
class MessageIds {
 public:
  MessageIds(std::string_view tenant, std::string_view source, const Uuid& thread);

  /// `author`: text of the author_uuid, empty for none. `text`: as exported; empty for media.
  Uuid next(Timestamp timestamp, std::string_view author, std::string_view text);

 private:
  Uuid chat_;
  RecentCounts counts_;
  std::string name_;
  Timestamp last_timestamp_ = Timestamp::min();
  Timestamp latest_ = Timestamp::min();  // equal messages have equal times, so a later one is fresh
  std::size_t timestamp_size_ = 0;       // of its text, at the begin of name_
};

}  // namespace egregora::ingest
