// SPDX-License-Identifier: Apache-2.0
// Points and lengths of time as this library stores them: UTC microseconds since 1970-01-01.
// Time zones exist at the edges only (ingest, the program); nothing here knows one.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace egregora {

/// An instant, or a naive date-time read as UTC. Range: that of a signed 64-bit count of
/// microseconds.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;
/// A calendar day.
using Date = std::chrono::sys_days;
/// Microseconds since midnight, in [0, 86'400'000'000].
using TimeOfDay = std::chrono::duration<std::int64_t, std::micro>;

/// A calendar interval: months, days and microseconds are kept apart, as their lengths are not
/// comparable.
struct Interval {
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int64_t micros = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Reads "YYYY-MM-DD", optionally followed by ' ' or 'T' and "HH:MM[:SS[.ffffff]]", optionally "Z"
/// or "+HH[:MM]". Without an offset the text is UTC. Throws: TypeError that names the text.
Timestamp parse_timestamp(std::string_view text);
/// Reads "YYYY-MM-DD". Throws: TypeError that names the text.
Date parse_date(std::string_view text);

/// Writes "YYYY-MM-DD HH:MM:SS", with ".ffffff" only where microseconds are not zero.
std::string format_timestamp(Timestamp value);
/// Writes "YYYY-MM-DD".
std::string format_date(Date value);
/// Writes "HH:MM:SS[.ffffff]".
std::string format_time(TimeOfDay value);
/// Writes e.g. "1 month 2 days 03:00:00".
std::string format_interval(const Interval& value);

/// Where time comes from; stores take one so that tests decide what time it is.
/// Thread safety: implementations must be callable from any thread.
class Clock {
 public:
  virtual ~Clock();
  virtual Timestamp now() const = 0;
};

/// The system's clock, in UTC. The returned object lives as long as the process.
std::shared_ptr<const Clock> system_clock();

}  // namespace egregora
