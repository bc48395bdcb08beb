// SPDX-License-Identifier: Apache-2.0
// Drawing a table: cells become text, columns are narrowed until a line fits; where even narrow
// ones do not, columns in the middle are left out and counted: what was computed last stands last.
#include "data/table_drawing.hpp"

#include <algorithm>
#include <utility>

#include "data/terminal_text.hpp"
#include "data/value_text.hpp"

namespace egregora::detail {
namespace {

constexpr int kNarrowest =
    8;  // a shortened cell keeps three characters on each side and is still told apart
constexpr int kLongestWholeName = 20;  // a name that cannot be read names nothing
constexpr int kGapWidth = 1;
constexpr int kCellLimit = 1000;  // characters of a cell looked at: nobody draws wider

std::string cell_text(const ColumnData& column, std::int64_t row) {
  std::string text;
  if (!column.is_valid(row)) return "NULL";
  if (column.type.is_string() || column.type.kind() == TypeKind::json) {
    // A long message is cut before it is scanned; twice the limit in bytes still fills any cell.
    const std::string_view whole = column.text(row);
    text = whole.size() <= 2 * kCellLimit
               ? whole
               : std::string(whole.substr(0, kCellLimit)) +
                     std::string(whole.substr(whole.size() - kCellLimit));
  } else {
    append_text(text, column, row);
  }
  return harmless_text(text);
}

int widest_cell(const ColumnData& column, std::int64_t rows) {
  int width = 0;
  for (std::int64_t row = 0; row < rows; ++row) {
    width = std::max(width, text_width(cell_text(column, row)));
  }
  return width;
}

int narrowest(const std::string& name) {
  return std::max(kNarrowest, std::min(text_width(name), kLongestWholeName));
}

std::string counted(std::int64_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

TableLayout::TableLayout(const DataFrame& frame, std::int64_t rows, int max_width, bool types)
    : types_(types) {
  for (std::size_t i = 0; i < frame.schema().size(); ++i) {
    const Field& field = frame.schema()[i];
    Column column{harmless_text(field.name), harmless_text(field.type.to_string()), i, 0,
                  field.type.is_numeric()};
    column.width = std::max(text_width(column.name), widest_cell(*frame.data(i), rows));
    if (types_) column.width = std::max(column.width, text_width(column.type));
    columns_.push_back(std::move(column));
  }
  fit(max_width);
}

int TableLayout::line_width() const {
  int width = dropped_ > 0 ? 1 + kGapWidth + 3 : 1;
  for (const Column& column : columns_) width += column.width + 3;
  return width;
}

/// The widest first, none below what its name needs.
void TableLayout::narrow(int max_width) {
  const auto spare = [](const Column& column) { return column.width - narrowest(column.name); };
  for (int excess = line_width() - max_width; excess > 0; --excess) {
    const auto widest =
        std::max_element(columns_.begin(), columns_.end(), [&](const Column& a, const Column& b) {
          return (spare(a) > 0 ? a.width : 0) < (spare(b) > 0 ? b.width : 0);
        });
    if (widest == columns_.end() || spare(*widest) <= 0) break;
    --widest->width;
    widest->narrowed = true;
  }
}

void TableLayout::fit(int max_width) {
  narrow(max_width);
  while (columns_.size() > 1 && line_width() > max_width) {
    columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(columns_.size() / 2));
    ++dropped_;
  }
}

template <class Cell, class Gap>
void TableLayout::append_line(std::string& out, const Cell& cell, const Gap& gap) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (dropped_ > 0 && i == (columns_.size() + 1) / 2) gap(out);
    cell(out, columns_[i]);
  }
  if (dropped_ > 0 && columns_.size() == 1) gap(out);
}

void TableLayout::append_rule(std::string& out, const char* left, const char* between,
                              const char* right) const {
  bool first = true;
  const auto part = [&](int width) {
    out += std::exchange(first, false) ? left : between;
    for (int cell = 0; cell < width + 2; ++cell) out += "─";
  };
  append_line(
      out, [&](std::string&, const Column& column) { part(column.width); },
      [&](std::string&) { part(kGapWidth); });
  out.append(right).append("\n");
}

void TableLayout::append_head(std::string& out) const {
  append_rule(out, "┌", "┬", "┐");
  for (const bool types : {false, true}) {
    if (types && !types_) break;
    const auto cell = [&](std::string& line, const Column& column) {
      const std::string text =
          shortened_text(types ? column.type : column.name, std::max(column.width, 1));
      line.append("│ ").append(padded_text(text, column.width, column.right)).append(" ");
    };
    append_line(out, cell, [&](std::string& line) { line += types ? "│   " : "│ … "; });
    out += "│\n";
  }
  append_rule(out, "├", "┼", "┤");
}

void TableLayout::append_rows(std::string& out, const DataFrame& frame, std::int64_t rows) const {
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto cell = [&](std::string& line, const Column& column) {
      std::string text = cell_text(*frame.data(column.field), row);
      if (!column.right || column.narrowed) text = shortened_text(text, std::max(column.width, 1));
      line.append("│ ").append(padded_text(text, column.width, column.right)).append(" ");
    };
    append_line(out, cell, [](std::string& line) { line += "│ … "; });
    out += "│\n";
  }
}

void TableLayout::append_foot(std::string& out) const { append_rule(out, "└", "┴", "┘"); }

std::string TableLayout::summary(std::int64_t rows, std::int64_t shown) const {
  std::string text = counted(rows, "row");
  if (shown < rows) text += " (" + std::to_string(shown) + " shown)";
  if (dropped_ > 0) {
    const auto columns = static_cast<std::int64_t>(columns_.size() + dropped_);
    text += ", " + counted(columns, "column") + " (" + std::to_string(columns_.size()) + " shown)";
  }
  return text + "\n";
}

std::string draw_table(const DataFrame& frame, const DrawOptions& options) {
  if (frame.num_columns() == 0) return "no columns\n";
  const std::int64_t rows = std::clamp<std::int64_t>(options.max_rows, 0, frame.num_rows());
  const TableLayout layout(frame, rows, options.max_width, true);
  std::string out;
  layout.append_head(out);
  layout.append_rows(out, frame, rows);
  layout.append_foot(out);
  return out + layout.summary(frame.num_rows(), rows);
}

}  // namespace egregora::detail
