// SPDX-License-Identifier: Apache-2.0
// Text that becomes SQL is never a bare string: identifiers, literals and finished fragments are
// three types.
#pragma once

#include <egregora/data/scalar.hpp>
#include <egregora/sql/dialect.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// A quoted identifier. Any text without NUL survives: `"` is doubled.
class SqlIdentifier {
 public:
  /// Throws: InvalidOperationError for an empty name or one with a NUL byte.
  explicit SqlIdentifier(std::string_view name);
  const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

/// A value as an engine reads it back, bit for bit and with its type.
class SqlLiteral {
 public:
  /// Throws: UnsupportedOperationError where the dialect cannot write the value exactly.
  SqlLiteral(const Scalar& value, const Dialect& dialect);
  const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

/// A finished statement: its text, and the values bound to its parameters in order.
struct SqlStatement {
  std::string text = {};
  std::vector<Scalar> parameters = {};
};

}  // namespace egregora
