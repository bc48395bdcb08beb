// SPDX-License-Identifier: Apache-2.0
// Rows on stdout, in the four formats that every command offers. Long results are streamed, never
// held.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/data/table_writer.hpp>
#include <egregora/data/write_text.hpp>
#include <egregora/expr/table.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tools/egregora/session.hpp"

namespace egregora::program {

enum class RowFormat { table, json, csv, ndjson };

/// --format, --json, --limit.
struct OutputOptions {
  std::string format = "table";
  bool json = false;
  std::optional<std::int64_t> limit = {};  ///< absent: all rows

  RowFormat row_format() const;
};

/// Adds --format and --json.
void add_format_options(CLI::App& command, OutputOptions& options);
/// Adds --format, --json and --limit.
void add_output_options(CLI::App& command, OutputOptions& options);

/// Writes batches of rows of one schema.
class RowWriter {
 public:
  virtual ~RowWriter();
  virtual void write(const DataFrame& batch) = 0;
  virtual void finish() = 0;
};

/// A writer to stdout; tables fit the terminal.
std::unique_ptr<RowWriter> row_writer(const Session& session, const Schema& schema,
                                      RowFormat format);

/// Runs `table`, limited as asked, and writes its rows batch by batch.
void write_rows(const Session& session, const Table& table, const OutputOptions& options);
/// Writes the rows of `frame`, as many as asked.
void write_rows(const Session& session, const DataFrame& frame, const OutputOptions& options);

/// Writes one record: for people a name and its value a line, as JSON one object. Requires:
/// `record` has one row.
void write_record(const Session& session, const DataFrame& record, RowFormat format);

/// The first `rows` rows of `frame` (all of them where it has fewer).
DataFrame first_rows(const DataFrame& frame, std::int64_t rows);

}  // namespace egregora::program
