// SPDX-License-Identifier: Apache-2.0
// From a table to its statement: lower, then print.
#include <egregora/sql/to_sql.hpp>

#include "sql/lowering.hpp"
#include "sql/printer.hpp"

namespace egregora {

SqlStatement compile(const Table& table, const CompileOptions& options) {
  const detail::SelectTree tree =
      detail::lower(*table.node(), {.dialect = options.dialect,
                                    .resolve_table = options.resolve_table,
                                    .resolve_frame = options.resolve_frame});
  detail::Printer printer(tree, {.dialect = options.dialect,
                                 .bind_literals = options.bind_literals,
                                 .parameters = options.parameters});
  printer.query();
  return printer.finish();
}

std::string to_sql(const Table& table, const Dialect& dialect) {
  return compile(table, {.dialect = &dialect}).text;
}

}  // namespace egregora
