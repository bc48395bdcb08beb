// SPDX-License-Identifier: Apache-2.0
// Identifiers and literals: the two doors through which a user's text enters SQL.
#include <egregora/sql/sql_text.hpp>

#include <egregora/core/errors.hpp>

#include "sql/literal_text.hpp"

namespace egregora {

SqlIdentifier::SqlIdentifier(std::string_view name) {
  if (name.empty()) throw InvalidOperationError("a name in SQL must not be empty");
  if (name.find('\0') != std::string_view::npos) {
    throw InvalidOperationError("a name in SQL must not hold a NUL byte",
                                {.object_name = std::string(name.substr(0, name.find('\0')))});
  }
  text_.reserve(name.size() + 2);
  text_ += '"';
  for (const char c : name) text_.append(c == '"' ? 2 : 1, c);
  text_ += '"';
}

SqlLiteral::SqlLiteral(const Scalar& value, const Dialect& dialect) {
  detail::append_literal(text_, value, dialect);
}

}  // namespace egregora
