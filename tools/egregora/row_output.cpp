// SPDX-License-Identifier: Apache-2.0
// The four formats behind one interface, and the loop that feeds them from a stream.
#include "tools/egregora/row_output.hpp"

#include <limits>
#include <ostream>
#include <utility>
#include <vector>

#include "tools/egregora/failure.hpp"
#include "tools/egregora/terminal_table.hpp"

namespace egregora::program {
namespace {

// One chunk of DuckDB's: the first one sets a table's widths, and Ctrl-C is noticed after each.
constexpr std::int64_t kBatchRows = 2048;

class JsonRows final : public RowWriter {
 public:
  explicit JsonRows(std::ostream& out) : writer_(out) {}
  void write(const DataFrame& batch) override { writer_.write(batch); }
  void finish() override { writer_.finish(); }

 private:
  JsonArrayWriter writer_;
};

class NdjsonRows final : public RowWriter {
 public:
  explicit NdjsonRows(std::ostream& out) : out_(out) {}
  void write(const DataFrame& batch) override { write_ndjson(batch, out_); }
  void finish() override {}

 private:
  std::ostream& out_;
};

class CsvRows final : public RowWriter {
 public:
  CsvRows(std::ostream& out, const Schema& schema) : out_(out) {
    write_csv(without_rows(schema), out_);
  }
  void write(const DataFrame& batch) override { write_csv(batch, out_, {.header = false}); }
  void finish() override {}

 private:
  static DataFrame without_rows(const Schema& schema) {
    std::vector<std::shared_ptr<const ColumnData>> columns;
    for (const Field& field : schema) columns.push_back(ColumnBuilder(field.type).finish());
    return DataFrame(schema, std::move(columns));
  }

  std::ostream& out_;
};

void check_output(const Session& session) {
  if (!session.out)
    throw Failure("standard output",
                  "it cannot be written to; is the disk full, or the reader gone?");
}

}  // namespace

RowWriter::~RowWriter() = default;

RowFormat OutputOptions::row_format() const {
  if (json || format == "json") return RowFormat::json;
  if (format == "csv") return RowFormat::csv;
  return format == "ndjson" ? RowFormat::ndjson : RowFormat::table;
}

void add_format_options(CLI::App& command, OutputOptions& options) {
  CLI::Option* format =
      command.add_option("--format", options.format, "table, json, csv or ndjson")
          ->check(CLI::IsMember({"table", "json", "csv", "ndjson"}))
          ->type_name("FORMAT")
          ->group("Output");
  command.add_flag("--json", options.json, "Short for --format json")
      ->group("Output")
      ->excludes(format);
}

void add_output_options(CLI::App& command, OutputOptions& options) {
  add_format_options(command, options);
  command.add_option("--limit", options.limit, "At most so many rows (default: all)")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()))
      ->type_name("N")
      ->group("Output");
}

std::unique_ptr<RowWriter> row_writer(const Session& session, const Schema& schema,
                                      RowFormat format) {
  switch (format) {
    case RowFormat::json:
      return std::make_unique<JsonRows>(session.out);
    case RowFormat::ndjson:
      return std::make_unique<NdjsonRows>(session.out);
    case RowFormat::csv:
      return std::make_unique<CsvRows>(session.out, schema);
    case RowFormat::table:
      break;
  }
  return std::make_unique<TerminalTable>(session.out, session.out_terminal, schema);
}

void write_rows(const Session& session, const Table& table, const OutputOptions& options) {
  const Table wanted = options.limit ? table.limit(*options.limit) : table;
  const auto stream = wanted.stream(kBatchRows);
  const auto writer = row_writer(session, stream->schema(), options.row_format());
  while (const auto batch = stream->next()) {
    session.check_interruption();
    writer->write(*batch);
    check_output(session);
  }
  writer->finish();
}

void write_rows(const Session& session, const DataFrame& frame, const OutputOptions& options) {
  const auto writer = row_writer(session, frame.schema(), options.row_format());
  const std::int64_t rows = options.limit.value_or(frame.num_rows());
  const DataFrame wanted = first_rows(frame, rows);
  if (wanted.num_rows() > 0) writer->write(wanted);
  writer->finish();
}

void write_record(const Session& session, const DataFrame& record, RowFormat format) {
  if (format == RowFormat::json) return write_ndjson(record, session.out);
  const DataFrame shown = format == RowFormat::table ? on_its_side(record) : record;
  write_rows(session, shown,
             {.format = format == RowFormat::csv      ? "csv"
                        : format == RowFormat::ndjson ? "ndjson"
                                                      : "table"});
}

DataFrame first_rows(const DataFrame& frame, std::int64_t rows) {
  if (rows >= frame.num_rows()) return frame;
  std::vector<std::shared_ptr<const ColumnData>> columns;
  for (std::size_t i = 0; i < frame.schema().size(); ++i) {
    ColumnBuilder column(frame.schema()[i].type);
    for (std::int64_t row = 0; row < rows; ++row) column.append(frame.value(row, i));
    columns.push_back(column.finish());
  }
  return DataFrame(frame.schema(), std::move(columns));
}

}  // namespace egregora::program
