// SPDX-License-Identifier: Apache-2.0
// The expression value: a handle to an immutable node that knows its type, nullability and shape.
// Building one checks types and throws at the caller's line; nothing here runs anything or knows
// SQL.
#pragma once

#include <egregora/data/scalar.hpp>
#include <egregora/data/schema.hpp>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

class ExprNode;
class Expr;
class Table;
struct OrderKey;
struct WindowSpec;

/// Whether an expression has one value a row or one value altogether.
enum class Shape : std::uint8_t { scalar, column };

/// Where a window frame begins or ends, relative to the current row.
struct FrameBound {
  enum class Kind : std::uint8_t {
    unbounded_preceding,
    preceding,
    current_row,
    following,
    unbounded_following
  };
  Kind kind = Kind::unbounded_preceding;
  std::int64_t offset = 0;  ///< rows; of preceding and following
};

/// The rows that a window function sees. Absent bounds: the whole partition, even with an order.
struct WindowFrame {
  enum class Unit : std::uint8_t { rows, range };
  Unit unit = Unit::rows;
  FrameBound start = {};
  FrameBound end = {FrameBound::Kind::unbounded_following, 0};
};

/// A value computed from rows, lazily. Immutable, cheap to copy. Thread safety: immutable.
///
/// @code
///   Expr busy = t["rating"] * 2 > 5 && t["text"].notnull();
///   Table loud = t.filter(busy).mutate("loud"_ = t["text"].upper());
/// @endcode
class Expr {
 public:
  explicit Expr(std::shared_ptr<const ExprNode> node);
  ~Expr();
  Expr(const Expr&);
  Expr(Expr&&) noexcept;
  Expr& operator=(const Expr&);
  Expr& operator=(Expr&&) noexcept;

  /// Type of the value. A deferred column's type is unknown (null) until a table receives it.
  const DataType& type() const;
  bool nullable() const;
  Shape shape() const;
  /// The name it has as a column: given by `as`, a column's own, or a readable one such as
  /// "sum(rating)".
  std::string name() const;
  /// Same structure. (`==` builds an expression.)
  bool equals(const Expr& other) const;
  const std::shared_ptr<const ExprNode>& node() const& noexcept { return node_; }
  std::shared_ptr<const ExprNode> node() && noexcept { return std::move(node_); }

  /// Runs a reduction or a scalar and returns its value.
  /// Throws: InvalidOperationError where it is a column or belongs to no source.
  Scalar execute() const;

  Expr as(std::string_view name) const;
  /// Throws: TypeError where no such conversion exists; executing fails where a value does not
  /// convert.
  Expr cast(const DataType& type) const;
  /// NULL where a value does not convert.
  Expr try_cast(const DataType& type) const;

  // Any value
  Expr isnull() const;
  Expr notnull() const;
  Expr isin(std::initializer_list<Scalar> values) const;
  Expr isin(const std::vector<Scalar>& values) const;
  /// One of the values of a table's only column. Throws: IntegrityError where it has several.
  Expr isin(const Table& table) const;
  Expr notin(std::initializer_list<Scalar> values) const;
  Expr notin(const std::vector<Scalar>& values) const;
  Expr notin(const Table& table) const;
  Expr between(const Expr& low, const Expr& high) const;  ///< both ends included
  Expr fill_null(const Expr& value) const;
  Expr nullif(const Expr& value) const;
  Expr identical_to(const Expr& value) const;  ///< NULL is identical to NULL
  Expr asc() const;
  Expr desc() const;
  Expr asc_nulls_first() const;
  Expr desc_nulls_first() const;
  Expr over() const;  ///< over the whole table
  Expr over(const WindowSpec& window) const;
  Expr ifelse(const Expr& if_true, const Expr& if_false) const;  ///< of a boolean

  // Reductions; each over the rows where `where` holds
  Expr count(const std::optional<Expr>& where = {}) const;  ///< values that are not NULL
  Expr nunique(const std::optional<Expr>& where = {}) const;
  Expr sum(
      const std::optional<Expr>& where = {}) const;  ///< of integers: int64, overflow is an error
  Expr mean(const std::optional<Expr>& where = {}) const;
  Expr min(const std::optional<Expr>& where = {}) const;
  Expr max(const std::optional<Expr>& where = {}) const;
  Expr arbitrary(const std::optional<Expr>& where = {}) const;
  Expr any(const std::optional<Expr>& where = {}) const;  ///< of booleans
  Expr all(const std::optional<Expr>& where = {}) const;  ///< of booleans
  Expr argmin(const Expr& key,
              const std::optional<Expr>& where = {}) const;  ///< this value where `key` is least
  Expr argmax(const Expr& key, const std::optional<Expr>& where = {}) const;
  Expr collect(const std::optional<Expr>& where = {}) const;  ///< a list, NULLs left out

  // Over windows
  Expr lag(std::int64_t offset = 1) const;
  Expr lead(std::int64_t offset = 1) const;
  Expr first() const;
  Expr last() const;
  Expr cumsum(const WindowSpec& window) const;  ///< running total in the window's order

  // Numbers
  Expr negate() const;
  Expr abs() const;
  Expr floor() const;
  Expr ceil() const;
  Expr round(std::int64_t digits = 0) const;
  Expr floordiv(const Expr& divisor) const;

  // Strings
  Expr length() const;       ///< characters of a string, elements of a list
  Expr byte_length() const;  ///< UTF-8 bytes of a string
  Expr lower() const;
  Expr upper() const;
  Expr strip() const;
  Expr contains(const Expr& part) const;
  Expr startswith(const Expr& prefix) const;
  Expr endswith(const Expr& suffix) const;
  Expr like(std::string_view pattern) const;   ///< % any text, _ one character
  Expr ilike(std::string_view pattern) const;  ///< letter case aside
  Expr concat(const Expr& other) const;
  Expr replace(const Expr& from, const Expr& to) const;
  Expr substr(const Expr& start,
              const std::optional<Expr>& length = {}) const;  ///< start counts from 0

  // Time
  /// To the start of the unit: "year", "quarter", "month", "week", "day", "hour", "minute",
  /// "second"; keeps the type.
  Expr truncate(std::string_view unit) const;
  Expr date() const;
  Expr year() const;
  Expr month() const;
  Expr day() const;
  Expr hour() const;
  Expr epoch_seconds() const;  ///< int64, floored

  /// A member of a struct, or of a JSON object. Throws: TypeError naming the members that exist.
  Expr operator[](std::string_view member) const;

 private:
  std::shared_ptr<const ExprNode> node_;
};

/// A column or a column's name with a direction, where a list of keys is expected.
struct OrderKey {
  OrderKey(const char* column);
  OrderKey(std::string_view column);
  OrderKey(const std::string& column);
  OrderKey(Expr key) : expression(std::move(key)) {}
  template <class V>
  requires requires(const V& value) { value.expr(); }
  OrderKey(const V& value) : expression(value.expr()) {}
  Expr expression;
};

/// Partition, order and frame of a window.
struct WindowSpec {
  std::vector<OrderKey> group_by = {};
  std::vector<OrderKey> order_by = {};
  std::optional<WindowFrame> frame = {};
};

/// An expression with the name its column shall have: `"score"_ = t["rating"] * 2`.
struct Named {
  std::string name;
  Expr expression;
};

}  // namespace egregora
