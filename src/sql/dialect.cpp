// SPDX-License-Identifier: Apache-2.0
// The dialects there are. What they differ in is in dialect_traits.cpp, type_sql.cpp,
// literal_text.cpp and the function table.
#include <egregora/sql/dialect.hpp>

namespace egregora {

const Dialect& Dialect::duckdb() noexcept {
  static constexpr Dialect kDialect(Id::duckdb, "DuckDB");
  return kDialect;
}

const Dialect& Dialect::postgresql() noexcept {
  static constexpr Dialect kDialect(Id::postgresql, "PostgreSQL");
  return kDialect;
}

}  // namespace egregora
