// SPDX-License-Identifier: Apache-2.0
// The names of units of time.
#pragma once

#include <egregora/core/time.hpp>

#include <cstdint>
#include <string_view>

namespace egregora {

/// The unit's long name; short ones are "m" for minute and "M" for month, as in Ibis.
/// Throws: TypeError that lists the units.
std::string_view unit_of(std::string_view written);

/// `count` of a unit that unit_of gave. Throws: InvalidOperationError where it is out of range.
Interval interval_of(std::int64_t count, std::string_view unit);

}  // namespace egregora
