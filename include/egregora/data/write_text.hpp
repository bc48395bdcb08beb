// SPDX-License-Identifier: Apache-2.0
// Data frames as text for other programs: CSV, JSON and newline-delimited JSON. Files are the
// caller's business: these write to a stream, batch after batch where a result is large.
#pragma once

#include <cstdint>
#include <egregora/data/data_frame.hpp>
#include <iosfwd>
#include <string>

namespace egregora {

/// How `write_csv` writes.
struct CsvOptions {
  bool header = true;  ///< off for every batch after the first
};

/// Writes RFC 4180 CSV in UTF-8, lines ended by "\n" (as psql and DuckDB do). NULL is nothing, an
/// empty text is "". Date-times are "YYYY-MM-DD HH:MM:SS[.ffffff]", instants with "+00"; nested
/// values are JSON.
void write_csv(const DataFrame& frame, std::ostream& out, const CsvOptions& options = {});
/// Writes one JSON object a row and line.
void write_ndjson(const DataFrame& frame, std::ostream& out);
/// Writes one JSON array of objects, a row a line, ended by a newline.
void write_json(const DataFrame& frame, std::ostream& out);

/// Writes one JSON array over several batches; the array is closed by `finish()`.
class JsonArrayWriter {
 public:
  explicit JsonArrayWriter(std::ostream& out) : out_(out) {}
  void write(const DataFrame& frame);
  void finish();

 private:
  std::ostream& out_;
  bool any_ = false;
};

/// Appends one cell as JSON: numbers as numbers (NaN and the infinities, which JSON lacks, as
/// text), json columns as they are, lists as arrays, structs and maps as objects, everything else
/// as text in the form that `write_csv` uses.
void append_json(std::string& out, const ColumnData& column, std::int64_t row);
/// The same for a single value.
void append_json(std::string& out, const Scalar& value);

}  // namespace egregora
