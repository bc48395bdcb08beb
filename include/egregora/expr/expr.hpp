// SPDX-License-Identifier: Apache-2.0
// The expression value: a handle to an immutable node that knows its type, nullability and shape.
// Building one checks types and throws at the caller's line; nothing here runs anything or knows
// SQL.
#pragma once

#include <egregora/data/scalar.hpp>
#include <egregora/data/schema.hpp>
#include <egregora/expr/window_frame.hpp>

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
struct OrderedReduction;
struct WindowSpec;

/// Whether an expression has one value a row or one value altogether.
enum class Shape : std::uint8_t { scalar, column };

/// Which divisor a variance has: n - 1 of a sample, n of a whole population.
enum class Sampling : std::uint8_t { sample, population };

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
  /// One of the values that a column has, in all rows of its table.
  Expr isin(const Expr& column) const;
  Expr notin(std::initializer_list<Scalar> values) const;
  Expr notin(const std::vector<Scalar>& values) const;
  Expr notin(const Table& table) const;
  Expr notin(const Expr& column) const;
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
  /// The second of the first pair whose first equals this value, else `otherwise`.
  Expr cases(const std::vector<std::pair<Expr, Expr>>& branches,
             const std::optional<Expr>& otherwise = {}) const;
  /// A table with this as its only column: of a column all rows, of a scalar one.
  Table as_table() const;

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
  Expr notany(const std::optional<Expr>& where = {}) const;  ///< of booleans: none is true
  Expr notall(const std::optional<Expr>& where = {}) const;  ///< of booleans: one is false
  Expr std(const std::optional<Expr>& where = {}, Sampling how = Sampling::sample) const;
  Expr var(const std::optional<Expr>& where = {}, Sampling how = Sampling::sample) const;
  /// quantile(0.5).
  Expr median(const std::optional<Expr>& where = {}) const;
  /// `q` is in [0, 1]. Of numbers float64, interpolated between neighbours; of anything else a
  /// value that is there.
  Expr quantile(double q, const std::optional<Expr>& where = {}) const;
  Expr collect(const std::optional<Expr>& where = {}) const;  ///< a list, NULLs left out
  Expr collect(const OrderedReduction& options) const;
  /// The values as text with `separator` between, NULLs left out.
  Expr group_concat(std::string_view separator = ",") const;
  Expr group_concat(std::string_view separator, const OrderedReduction& options) const;
  /// The first value that is not NULL; over a window in the window's order.
  Expr first() const;
  Expr first(const OrderedReduction& options) const;
  Expr last() const;
  Expr last(const OrderedReduction& options) const;

  // Over windows
  Expr lag(std::int64_t offset = 1) const;
  Expr lead(std::int64_t offset = 1) const;
  Expr cumsum(const WindowSpec& window) const;  ///< running total in the window's order

  // Numbers
  Expr negate() const;  ///< of a boolean: not
  Expr abs() const;
  Expr floor() const;
  Expr ceil() const;
  Expr round(std::int64_t digits = 0) const;
  Expr floordiv(const Expr& divisor) const;
  Expr pow(const Expr& exponent) const;
  Expr sqrt() const;
  Expr exp() const;
  Expr ln() const;  ///< natural logarithm

  // Strings
  Expr length() const;       ///< characters of a string, elements of a list, pairs of a map
  Expr byte_length() const;  ///< UTF-8 bytes of a string
  Expr lower() const;
  Expr upper() const;
  Expr strip() const;   ///< without white space at both ends
  Expr lstrip() const;  ///< at the left end
  Expr rstrip() const;  ///< at the right end
  /// A string within a string, an element of a list, a key of a map.
  Expr contains(const Expr& part) const;
  Expr startswith(const Expr& prefix) const;
  Expr endswith(const Expr& suffix) const;
  Expr like(std::string_view pattern) const;   ///< % any text, _ one character
  Expr ilike(std::string_view pattern) const;  ///< letter case aside
  Expr concat(const Expr& other) const;        ///< of strings or lists
  Expr replace(const Expr& from, const Expr& to) const;
  Expr substr(const Expr& start,
              const std::optional<Expr>& length = {}) const;  ///< start counts from 0
  Expr left(const Expr& characters) const;
  Expr right(const Expr& characters) const;
  Expr find(const Expr& part) const;  ///< position from 0, -1 where it is not there
  /// Of a string or a list: from `start` up to, not including, `stop`; both count from 0, negative
  /// ones from the end.
  Expr slice(std::int64_t start, const std::optional<std::int64_t>& stop = {}) const;
  // Regular expressions are RE2's.
  Expr re_search(std::string_view pattern) const;
  /// The first match's group (0: the whole match), NULL where nothing matches.
  Expr re_extract(std::string_view pattern, std::int64_t group = 0) const;
  Expr re_extract_all(std::string_view pattern, std::int64_t group = 0) const;
  /// Every match replaced; \\1 in `replacement` is the first group.
  Expr re_replace(std::string_view pattern, std::string_view replacement) const;
  Expr split(std::string_view delimiter) const;
  /// A list's elements with a text between (NULLs left out, NULL where none is left); either may be
  /// the operand.
  Expr join(const Expr& other) const;
  /// Read as `format` says (strptime's letters). Executing fails where it does not read.
  Expr as_timestamp(std::string_view format) const;
  Expr as_date(std::string_view format) const;
  /// Lower-case hexadecimal digest of the UTF-8 bytes: "md5", "sha1", "sha256".
  Expr hexdigest(std::string_view algorithm = "sha256") const;

  // Time
  /// To the start of the unit: "year", "quarter", "month", "week", "day", "hour", "minute",
  /// "second"; keeps the type.
  Expr truncate(std::string_view unit) const;
  Expr date() const;
  Expr year() const;
  Expr month() const;
  Expr day() const;
  Expr hour() const;
  Expr minute() const;
  Expr second() const;       ///< whole seconds
  Expr day_of_week() const;  ///< Monday is 0
  Expr strftime(std::string_view format) const;
  /// How many boundaries of `unit` lie between `earlier` and this: 1 day from 23:00 to 01:00.
  Expr delta(const Expr& earlier, std::string_view unit) const;
  Expr epoch_seconds() const;  ///< int64, floored

  /// A member of a struct or a JSON object, a map's value. Throws: TypeError naming the members
  /// that exist.
  Expr operator[](std::string_view member) const;
  /// An element of a list or a JSON array, a character of a string; from 0, negative from the end.
  /// NULL where there is none (of a string the empty one).
  Expr operator[](std::int64_t index) const;
  Expr operator[](const Expr& index) const;

  // JSON: the value where it is of that kind, else NULL
  Expr as_string() const;
  Expr as_int() const;
  Expr as_double() const;
  Expr as_bool() const;

  // Lists, structs and maps
  Expr unnest() const;  ///< a row for each element; a column of its own in select or mutate
  std::vector<std::string> names() const;  ///< of a struct's members. Throws: TypeError
  Table lift() const;                      ///< a struct's members as a table's columns
  Expr get(const Expr& key) const;         ///< NULL where the map has no such key
  Expr get(const Expr& key, const Expr& otherwise) const;
  Expr keys() const;
  Expr values() const;

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

/// What a reduction takes whose value depends on the order of rows.
struct OrderedReduction {
  std::optional<Expr> where = {};
  std::vector<OrderKey> order_by = {};  ///< absent: any order
  bool include_null = false;
};

/// An expression with the name its column shall have: `"score"_ = t["rating"] * 2`.
struct Named {
  Named(std::string_view name, Expr expression);
  ~Named();
  Named(const Named&);
  Named(Named&&) noexcept;
  Named& operator=(const Named&);
  Named& operator=(Named&&) noexcept;
  std::string name;
  Expr expression;
};

}  // namespace egregora
