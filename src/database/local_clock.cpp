// SPDX-License-Identifier: Apache-2.0
// See local_clock.hpp.
#include "database/local_clock.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/database/timezone.hpp>

#include <date/tz.h>

#include <limits>
#include <stdexcept>

namespace egregora {

namespace {

bool is_utc(std::string_view zone) {
  return zone == "UTC" || zone == "Etc/UTC" || zone == "Z" || zone == "GMT" || zone == "Etc/GMT";
}

const date::time_zone* find_zone(std::string_view zone) {
  try {
    return date::locate_zone(zone);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

}  // namespace

bool timezone_exists(std::string_view zone) { return is_utc(zone) || find_zone(zone) != nullptr; }

namespace detail {

namespace {

// Offsets change at most by a day at once (Samoa, 2011), so this far from a change nothing is
// ambiguous.
constexpr std::int64_t kMargin = 2 * 86'400;

}  // namespace

LocalClock::LocalClock(const std::string& zone) {
  if (is_utc(zone)) {
    from_ = std::numeric_limits<std::int64_t>::min();
    until_ = std::numeric_limits<std::int64_t>::max();
    return;
  }
  zone_ = find_zone(zone);
  if (zone_ == nullptr) {
    throw InvalidOperationError(
        "there is no time zone of that name; use an IANA name such as Europe/Berlin: " + zone,
        {.object_name = zone});
  }
}

Timestamp LocalClock::look_up(std::int64_t local_seconds) {
  const auto* zone = static_cast<const date::time_zone*>(zone_);
  const date::local_info info =
      zone->get_info(date::local_seconds{std::chrono::seconds{local_seconds}});
  // For a time shown twice `first` is the earlier; for one skipped it is the offset before the gap.
  const std::int64_t offset = info.first.offset.count();
  if (info.result == date::local_info::unique) {
    offset_ = offset;
    from_ = info.first.begin.time_since_epoch().count() + offset + kMargin;
    until_ = info.first.end.time_since_epoch().count() + offset - kMargin;
  }
  return Timestamp{std::chrono::seconds{local_seconds - offset}};
}

}  // namespace detail

}  // namespace egregora
