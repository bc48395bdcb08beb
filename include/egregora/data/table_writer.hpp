// SPDX-License-Identifier: Apache-2.0
// A table for people, drawn batch by batch: for results that are too long to hold. What
// `DataFrame::to_string` draws of one frame, this draws of a stream of them.
#pragma once

#include <cstdint>
#include <egregora/data/data_frame.hpp>
#include <iosfwd>
#include <memory>

namespace egregora {

/// How `TableWriter` draws.
struct TableWriterOptions {
  int max_width = 120;  ///< in terminal cells; columns are narrowed until a line fits
  bool types = true;    ///< a second line of the head, with the columns' types
};

/// Draws one table over several batches; the frame is closed and the rows counted by `finish()`.
/// Widths are those of the first batch: a later cell that is wider is shortened in its middle, a
/// later number is drawn whole and moves the line's end.
/// Thread safety: one thread at a time. Lifetime: `out` must outlive it.
class TableWriter {
 public:
  TableWriter(std::ostream& out, Schema schema, const TableWriterOptions& options = {});
  ~TableWriter();
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  /// Requires: the batch has the schema given to the constructor.
  void write(const DataFrame& batch);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace egregora
