// SPDX-License-Identifier: Apache-2.0
// Local wall-clock times of one zone to instants. The only place of this library that knows time
// zones. UTC never touches the zone database; other zones ask it only near a change of their
// offset.
#pragma once

#include <egregora/core/time.hpp>

#include <cstdint>
#include <string>

namespace egregora::detail {

class LocalClock {
 public:
  /// Throws: InvalidOperationError where there is no zone of that IANA name.
  explicit LocalClock(const std::string& zone);

  /// The instant at which the zone's clocks showed `local_seconds` (counted from 1970-01-01 00:00
  /// local time). A time shown twice means the first; a time skipped means as much later as was
  /// skipped.
  Timestamp to_instant(std::int64_t local_seconds) {
    if (local_seconds >= from_ && local_seconds < until_) [[likely]] {
      return Timestamp{std::chrono::seconds{local_seconds - offset_}};
    }
    return look_up(local_seconds);
  }

 private:
  Timestamp look_up(std::int64_t local_seconds);

  const void* zone_ =
      nullptr;  // date::time_zone, kept out of this header: it costs 0.7 s a unit to parse
  std::int64_t from_ = 0;  // local seconds in [from_, until_) all have offset_
  std::int64_t until_ = 0;
  std::int64_t offset_ = 0;
};

}  // namespace egregora::detail
