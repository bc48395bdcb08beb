// SPDX-License-Identifier: Apache-2.0
// A frame drawn as a table for people. The layout (which columns, how wide) is made once and then
// draws any number of frames of the same schema.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <string>
#include <vector>

namespace egregora::detail {

/// Columns and widths of a table that is drawn. Immutable once made.
class TableLayout {
 public:
  /// Measures the first `rows` rows of `frame`; narrows columns to `max_width` cells.
  TableLayout(const DataFrame& frame, std::int64_t rows, int max_width, bool types);

  void append_head(std::string& out) const;
  void append_rows(std::string& out, const DataFrame& frame, std::int64_t rows) const;
  void append_foot(std::string& out) const;
  /// "12 rows (5 shown), 9 columns (7 shown)" and a newline.
  std::string summary(std::int64_t rows, std::int64_t shown) const;

 private:
  struct Column {
    std::string name;
    std::string type;
    std::size_t field = 0;  ///< of the frame
    int width = 0;
    bool right = false;     ///< numbers stand on the right
    bool narrowed = false;  ///< narrower than its widest measured cell
  };

  void fit(int max_width);
  void narrow(int max_width);
  int line_width() const;
  /// Calls `cell(column)` for each, and `gap()` where columns are left out.
  template <class Cell, class Gap>
  void append_line(std::string& out, const Cell& cell, const Gap& gap) const;
  void append_rule(std::string& out, const char* left, const char* between,
                   const char* right) const;

  std::vector<Column> columns_;
  std::size_t dropped_ = 0;  ///< from the middle
  bool types_;
};

/// Names, types, the first rows, and a line that counts the rest. Every line ends with a newline.
std::string draw_table(const DataFrame& frame, const DrawOptions& options);

}  // namespace egregora::detail
