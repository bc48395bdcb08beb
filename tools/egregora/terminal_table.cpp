// SPDX-License-Identifier: Apache-2.0
// The program's side of drawing tables.
#include "tools/egregora/terminal_table.hpp"

namespace egregora::program {

TerminalTable::TerminalTable(std::ostream& out, const Terminal& terminal, const Schema& schema)
    : writer_(out, schema, {.max_width = terminal.width, .types = false}) {}

void TerminalTable::write(const DataFrame& batch) { writer_.write(batch); }

void TerminalTable::finish() { writer_.finish(); }

DataFrame on_its_side(const DataFrame& record) {
  ColumnBuilder names(DataType::string());
  ColumnBuilder values(DataType::string());
  for (std::size_t i = 0; i < record.schema().size(); ++i) {
    const Scalar value = record.value(0, i);
    names.append(record.schema()[i].name);
    value.is_null() ? values.append_null() : values.append(value.to_string());
  }
  return DataFrame({{"field", DataType::string()}, {"value", DataType::string()}},
                   {names.finish(), values.finish()});
}

}  // namespace egregora::program
