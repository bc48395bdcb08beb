// SPDX-License-Identifier: Apache-2.0
// See date_order.hpp. Work is done only where a date differs from the one before.
#include "ingest/date_order.hpp"

#include <chrono>

namespace egregora::ingest {

namespace {

bool year_leads(DateOrder order) noexcept {
  return order == DateOrder::ymd || order == DateOrder::ydm;
}
bool day_leads(DateOrder order) noexcept {
  return order == DateOrder::dmy || order == DateOrder::ydm;
}

}  // namespace

std::optional<std::int32_t> day_of(const Header& header, DateOrder order) noexcept {
  const std::size_t year_at = year_leads(order) ? 0 : 2;
  const std::size_t first = year_leads(order) ? 1 : 0;
  int year = header.date[year_at];
  if (header.date_digits[year_at] == 2) {
    year += 2000;
  } else if (header.date_digits[year_at] != 4) {
    return std::nullopt;
  }
  if (year >= 2400) year -= 543;  // the Buddhist era, on phones set to Thai
  const int day = header.date[day_leads(order) ? first : first + 1];
  const int month = header.date[day_leads(order) ? first + 1 : first];
  if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

DateOrder DateEvidence::with(bool day_first) const noexcept {
  if (year_first_) return day_first ? DateOrder::ydm : DateOrder::ymd;
  return day_first ? DateOrder::dmy : DateOrder::mdy;
}

void DateEvidence::follow(Reading& reading, const Header& header, DateOrder order) noexcept {
  const auto day = day_of(header, order);
  if (!day) return;
  ++reading.possible;
  if (reading.seen && *day < reading.last_day) ++reading.steps_back;
  reading.last_day = *day;
  reading.seen = true;
}

void DateEvidence::see(const Header& header) noexcept {
  if (header.date == last_) return;
  last_ = header.date;
  if (!any_) {
    const bool short_year = header.date_digits[0] <= 2 && header.date_digits[2] <= 2;
    year_first_ = header.style.year_first || (short_year && year_leads(asked_));
    any_ = true;
  }
  const std::size_t first = year_first_ ? 1 : 0;
  const bool day_first = header.date[first] > 12 && header.date[first + 1] <= 12;
  const bool month_first = header.date[first + 1] > 12 && header.date[first] <= 12;
  if (day_first) ++only_day_first_;
  if (month_first) ++only_month_first_;
  follow(day_first_, header, with(true));
  follow(month_first_, header, with(false));
}

DateDecision DateEvidence::decide() const noexcept {
  DateDecision decision;
  bool day_first = !year_first_;
  if (only_day_first_ != only_month_first_) {
    day_first = only_day_first_ > only_month_first_;
  } else if (day_first_.possible == month_first_.possible &&
             day_first_.steps_back != month_first_.steps_back) {
    day_first = day_first_.steps_back < month_first_.steps_back;
  } else if (asked_ != DateOrder::automatic) {
    day_first = day_leads(asked_);
  } else {
    decision.assumed = true;
  }
  decision.order = with(day_first);
  decision.overruled = asked_ != DateOrder::automatic && day_leads(asked_) != day_first;
  return decision;
}

}  // namespace egregora::ingest
