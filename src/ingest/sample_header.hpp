// SPDX-License-Identifier: Apache-2.0
// Writes a header line's date and time as one locale's client does. Called once a message, so it
// appends to a buffer and takes the calendar apart only when the day changes.
#pragma once

#include "ingest/sample_locale.hpp"

#include <cstdint>
#include <string>

namespace egregora {

/// A local date and time, without a zone.
struct SampleTime {
  std::int64_t days = 0;     ///< since 1970-01-01
  std::int64_t seconds = 0;  ///< since midnight
};

class SampleHeaderWriter {
 public:
  /// Lifetime: `form` must outlive this.
  explicit SampleHeaderWriter(const SampleHeader& form) : form_(&form) {}

  /// Everything before the author: "14/01/2023, 18:02 - " or "[14/01/2023, 18:02:11] ".
  void append(std::string& out, const SampleTime& time);
  /// "20230114", as in the names of Android's files.
  void append_compact_date(std::string& out, const SampleTime& time);
  /// "2023-01-14-18-02-11", as in the names of iOS's files.
  void append_file_time(std::string& out, const SampleTime& time);

 private:
  void set_day(std::int64_t days);
  void append_date(std::string& out) const;
  void append_clock(std::string& out, std::int64_t seconds) const;
  void append_number(std::string& out, unsigned value, bool two_digits) const;

  const SampleHeader* form_;
  std::int64_t days_ = -1;
  unsigned year_ = 0;
  unsigned month_ = 0;
  unsigned day_ = 0;
  std::string date_;  // as the header writes it
};

}  // namespace egregora
