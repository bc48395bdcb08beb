// SPDX-License-Identifier: Apache-2.0
// Frames as CSV and JSON. Lines are collected in one buffer and handed to the stream in large
// pieces.
#include <egregora/data/write_text.hpp>
#include <ostream>

#include "data/json_text.hpp"
#include "data/value_text.hpp"

namespace egregora {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;  // one write call a piece

class PieceWriter {
 public:
  explicit PieceWriter(std::ostream& out) : out_(out) {}

  std::string& buffer() { return buffer_; }
  void end_line() {
    buffer_ += '\n';
    if (buffer_.size() >= kPiece) hand_over();
  }
  /// Call last. Not left to a destructor: a stream may be set to throw.
  void hand_over() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

 private:
  std::ostream& out_;
  std::string buffer_;
};

void append_csv_text(std::string& out, std::string_view text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_cell(std::string& out, const ColumnData& column, std::int64_t row) {
  if (!column.is_valid(row)) return;
  if (column.type.is_string() || column.type.kind() == TypeKind::json) {
    append_csv_text(out, column.text(row));
    return;
  }
  std::string text;
  column.type.is_nested() ? append_json(text, column, row) : detail::append_text(text, column, row);
  append_csv_text(out, text);
}

void append_object(std::string& out, const DataFrame& frame, std::int64_t row) {
  out += '{';
  for (std::size_t i = 0; i < frame.schema().size(); ++i) {
    if (i > 0) out += ',';
    detail::append_json_text(out, frame.schema()[i].name);
    out += ':';
    append_json(out, *frame.data(i), row);
  }
  out += '}';
}

}  // namespace

void write_csv(const DataFrame& frame, std::ostream& out, const CsvOptions& options) {
  PieceWriter writer(out);
  const std::size_t columns = frame.schema().size();
  for (std::size_t i = 0; options.header && i < columns; ++i) {
    if (i > 0) writer.buffer() += ',';
    append_csv_text(writer.buffer(), frame.schema()[i].name);
  }
  if (options.header) writer.end_line();
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    for (std::size_t i = 0; i < columns; ++i) {
      if (i > 0) writer.buffer() += ',';
      append_csv_cell(writer.buffer(), *frame.data(i), row);
    }
    writer.end_line();
  }
  writer.hand_over();
}

void write_ndjson(const DataFrame& frame, std::ostream& out) {
  PieceWriter writer(out);
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    append_object(writer.buffer(), frame, row);
    writer.end_line();
  }
  writer.hand_over();
}

void write_json(const DataFrame& frame, std::ostream& out) {
  JsonArrayWriter writer(out);
  writer.write(frame);
  writer.finish();
}

void JsonArrayWriter::write(const DataFrame& frame) {
  PieceWriter writer(out_);
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    if (any_) {
      writer.buffer() += ',';
      writer.end_line();
    } else {
      writer.buffer() += '[';
    }
    any_ = true;
    append_object(writer.buffer(), frame, row);
  }
  writer.hand_over();
}

void JsonArrayWriter::finish() { out_ << (any_ ? "]\n" : "[]\n"); }

}  // namespace egregora
