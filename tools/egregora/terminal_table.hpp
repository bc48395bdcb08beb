// SPDX-License-Identifier: Apache-2.0
// Tables on a terminal: as wide as the terminal, without the types, which `egregora schema` shows.
// The drawing itself is the library's, `TableWriter`.
#pragma once

#include <egregora/data/table_writer.hpp>

#include <iosfwd>

#include "tools/egregora/row_output.hpp"
#include "tools/egregora/terminal.hpp"

namespace egregora::program {

/// Draws batches as one table.
class TerminalTable final : public RowWriter {
 public:
  TerminalTable(std::ostream& out, const Terminal& terminal, const Schema& schema);
  void write(const DataFrame& batch) override;
  void finish() override;

 private:
  TableWriter writer_;
};

/// The only row of `record` turned on its side: two columns, "field" and "value".
DataFrame on_its_side(const DataFrame& record);

}  // namespace egregora::program
