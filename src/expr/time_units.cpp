// SPDX-License-Identifier: Apache-2.0
#include "expr/time_units.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/check.hpp"

namespace egregora {

namespace {
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kUnits = {{
    {"year", "year"},
    {"Y", "year"},
    {"y", "year"},
    {"quarter", "quarter"},
    {"Q", "quarter"},
    {"q", "quarter"},
    {"month", "month"},
    {"M", "month"},
    {"week", "week"},
    {"W", "week"},
    {"w", "week"},
    {"day", "day"},
    {"D", "day"},
    {"d", "day"},
    {"hour", "hour"},
    {"h", "hour"},
    {"minute", "minute"},
    {"m", "minute"},
    {"second", "second"},
    {"s", "second"},
    {"millisecond", "millisecond"},
    {"ms", "millisecond"},
    {"microsecond", "microsecond"},
    {"us", "microsecond"},
}};
}  // namespace

std::string_view unit_of(std::string_view written) {
  for (const auto& [name, unit] : kUnits) {
    if (name == written) return unit;
  }
  throw TypeError("no unit of time is called '" + std::string(written) +
                      "'; there are year, quarter, month, week, day, hour, minute, second, "
                      "millisecond, microsecond",
                  {.object_name = std::string(written)});
}

namespace {
/// A unit in the part of an interval that counts it.
struct Measure {
  std::string_view unit;
  std::int64_t months;
  std::int64_t days;
  std::int64_t micros;
};
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::array<Measure, 10> kMeasures = {{
    {"year", 12, 0, 0},
    {"quarter", 3, 0, 0},
    {"month", 1, 0, 0},
    {"week", 0, 7, 0},
    {"day", 0, 1, 0},
    {"hour", 0, 0, 3600 * kSecond},
    {"minute", 0, 0, 60 * kSecond},
    {"second", 0, 0, kSecond},
    {"millisecond", 0, 0, 1000},
    {"microsecond", 0, 0, 1},
}};
}  // namespace

Interval interval_of(std::int64_t count, std::string_view unit) {
  const auto* measure = std::find_if(kMeasures.begin(), kMeasures.end(),
                                     [&](const Measure& m) { return m.unit == unit; });
  EGREGORA_CHECK(measure != kMeasures.end(), "a unit that unit_of gave");
  std::int64_t months = 0;
  std::int64_t days = 0;
  Interval interval;
  const bool fits = !__builtin_mul_overflow(count, measure->months, &months) &&
                    !__builtin_mul_overflow(count, measure->days, &days) &&
                    !__builtin_mul_overflow(count, measure->micros, &interval.micros) &&
                    std::in_range<std::int32_t>(months) && std::in_range<std::int32_t>(days);
  if (!fits) {
    throw InvalidOperationError("an interval of " + std::to_string(count) + " " +
                                std::string(unit) + "s is out of range");
  }
  interval.months = static_cast<std::int32_t>(months);
  interval.days = static_cast<std::int32_t>(days);
  return interval;
}

}  // namespace egregora
