// SPDX-License-Identifier: Apache-2.0
// The half of the day in a twelve-hour header: a.m. and p.m. in the spellings of WhatsApp's
// languages.
#pragma once

#include "ingest/header_cursor.hpp"

namespace egregora::ingest {

enum class DayPeriod { none, am, pm, noon };

/// Passes a marker if one comes next; leaves the cursor alone otherwise.
DayPeriod read_day_period(HeaderCursor& cursor) noexcept;

/// Hour of the day, or -1 where `hour` and `period` do not go together. `noon` covers 11 to 2
/// o'clock (Chinese).
int hour_of_day(int hour, DayPeriod period) noexcept;

}  // namespace egregora::ingest
