// SPDX-License-Identifier: Apache-2.0
// One value as people read it: in tables, CSV cells and messages. JSON has its own rules
// (json_text.hpp).
#pragma once

#include <egregora/data/column_data.hpp>
#include <string>

namespace egregora::detail {

/// Date-times as "YYYY-MM-DD HH:MM:SS[.ffffff]", or "infinity" and "-infinity", which DuckDB stores
/// as the highest number and its negative.
std::string date_text(Date value);
std::string timestamp_text(Timestamp value);
/// An instant: as above with "+00", because storage is UTC.
std::string instant_text(Timestamp value);
/// Printable ASCII as it is, every other byte (and backslash, quotes) as \xHH: what DuckDB prints
/// and reads.
std::string blob_text(std::string_view bytes);

/// Appends the text of `value`; NULL as "NULL".
void append_text(std::string& out, const Scalar& value);
/// The same for a cell, without building a Scalar where it is plain.
void append_text(std::string& out, const ColumnData& column, std::int64_t row);

}  // namespace egregora::detail
