// SPDX-License-Identifier: Apache-2.0
// Days and instants as SQL engines read them back: years before 1 are BC, years have as many digits
// as they need, infinities have names. For people there is core/time.hpp.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/sql/dialect.hpp>

#include <string>

namespace egregora::detail {

/// "2025-01-31", "0044-03-15 (BC)", "infinity".
std::string sql_date_text(Date value, const Dialect& dialect);
/// "2025-01-31 10:00:00[.ffffff]"; with `zone`, followed by "+00".
std::string sql_timestamp_text(Timestamp value, bool zone, const Dialect& dialect);
/// "1 months 2 days 3 microseconds": the three parts are kept apart exactly.
std::string sql_interval_text(const Interval& value);

}  // namespace egregora::detail
