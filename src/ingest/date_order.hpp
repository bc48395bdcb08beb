// SPDX-License-Identifier: Apache-2.0
// Which part of a date is the day, decided once a file from all its dates, and the calendar day it
// then names.
#pragma once

#include "ingest/whatsapp_header.hpp"

#include <egregora/ingest/input_adapter.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace egregora::ingest {

/// The order decided on, and why.
struct DateDecision {
  DateOrder order = DateOrder::dmy;
  bool assumed = false;    ///< nothing decided it
  bool overruled = false;  ///< the dates contradict the order that was asked for
};

/// Days since 1970-01-01 of the header's date read in `order`; absent where there is no such day.
std::optional<std::int32_t> day_of(const Header& header, DateOrder order) noexcept;

/// Collects what the dates of one file say.
class DateEvidence {
 public:
  /// `asked`: the order of `InputOptions`; it alone can put a two-digit year in front.
  explicit DateEvidence(DateOrder asked) noexcept : asked_(asked) {}

  void see(const Header& header) noexcept;
  /// Precedence: a part above 12, else fewer steps back in time, else what was asked, else day
  /// first (month first after a year in front: nobody writes 2024-31-12).
  DateDecision decide() const noexcept;

 private:
  struct Reading {
    std::int64_t possible = 0;
    std::int64_t steps_back = 0;
    std::int32_t last_day = 0;
    bool seen = false;
  };
  void follow(Reading& reading, const Header& header, DateOrder order) noexcept;
  DateOrder with(bool day_first) const noexcept;

  DateOrder asked_;
  bool year_first_ = false;
  bool any_ = false;
  std::array<int, 3> last_ = {-1, -1, -1};
  std::int64_t only_day_first_ = 0;
  std::int64_t only_month_first_ = 0;
  Reading day_first_;
  Reading month_first_;
};

}  // namespace egregora::ingest
