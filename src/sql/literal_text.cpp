// SPDX-License-Identifier: Apache-2.0
#include "sql/literal_text.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/sql/statements.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "data/number_text.hpp"
#include "sql/calendar_text.hpp"

namespace egregora::detail {

namespace {
bool is_duckdb(const Dialect& dialect) { return dialect.id() == Dialect::Id::duckdb; }

std::string hex_text(const Blob& bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes)
    fmt::format_to(std::back_inserter(text), "{:02X}", std::to_integer<int>(byte));
  return text;
}

/// Shortest digits that read back as `value`, always with an exponent: without one DuckDB reads a
/// DECIMAL. Empty for what no digits say.
template <class F>
std::string exponent_text(F value) {
  if (!std::isfinite(value)) return {};
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  if (text.find('e') == std::string::npos) text += "e0";
  return text;
}

std::string special_text(double value) {
  return std::isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}

/// Appends one value; nested values come back to append_literal.
class LiteralAppender {
 public:
  LiteralAppender(std::string& out, const DataType& type, const Dialect& dialect, LiteralForm form)
      : out_(out), type_(type), dialect_(dialect), form_(form) {}

  void operator()(std::monostate) const {
    type_.is_null() ? static_cast<void>(out_ += "NULL") : cast("NULL");
  }
  void operator()(bool value) const { out_ += value ? "TRUE" : "FALSE"; }
  void operator()(std::int64_t value) const { whole(std::to_string(value)); }
  void operator()(std::uint64_t value) const { whole(std::to_string(value)); }
  void operator()(int128_t value) const { cast("'" + integer_text(value) + "'"); }
  void operator()(double value) const { floating(value); }
  void operator()(const DecimalDigits& value) const {
    cast("'" + decimal_text(value.unscaled, type_.scale()) + "'");
  }
  void operator()(const std::string& value) const {
    if (type_.is_string()) return append_quoted(out_, value);
    std::string quoted;
    append_quoted(quoted, value);
    cast(quoted);
  }
  void operator()(const Blob& value) const {
    if (is_duckdb(dialect_)) {
      out_.append("from_hex('").append(hex_text(value)).append("')");
    } else {
      out_.append("bytea '\\x").append(hex_text(value)).append("'");
    }
  }
  void operator()(const Uuid& value) const { prefixed("UUID", value.to_string()); }
  void operator()(Date value) const { prefixed("DATE", sql_date_text(value, dialect_)); }
  void operator()(TimeOfDay value) const { prefixed("TIME", format_time(value)); }
  void operator()(Timestamp value) const {
    const bool zone = type_.kind() == TypeKind::timestamp_tz;
    prefixed(zone ? "TIMESTAMPTZ" : "TIMESTAMP", sql_timestamp_text(value, zone, dialect_));
  }
  void operator()(const Interval& value) const { prefixed("INTERVAL", sql_interval_text(value)); }
  void operator()(const std::vector<Scalar>& values) const {
    std::string text;
    if (type_.is_struct()) {
      append_struct(text, values);
    } else if (type_.is_map()) {
      append_map(text, values);
    } else {
      if (!is_duckdb(dialect_)) text += "ARRAY";
      append_list(text, values);
    }
    cast(text);
  }

 private:
  void cast(const std::string& text) const {
    out_.append("CAST(").append(text).append(" AS ").append(type_sql(type_, dialect_)).append(")");
  }
  void prefixed(std::string_view type, const std::string& text) const {
    out_.append(type).append(" '").append(text).append("'");
  }
  void whole(const std::string& digits) const {
    form_ == LiteralForm::bare ? static_cast<void>(out_ += digits) : cast(digits);
  }
  void floating(double value) const {
    const bool narrow = type_.kind() == TypeKind::float32;
    std::string text = narrow ? exponent_text(static_cast<float>(value)) : exponent_text(value);
    if (text.empty()) {
      cast("'" + special_text(value) + "'");
    } else if (!is_duckdb(dialect_)) {
      prefixed(narrow ? "float4" : "float8", text);
    } else {
      narrow ? cast(text) : static_cast<void>(out_ += text);
    }
  }
  void append_list(std::string& text, const std::vector<Scalar>& values) const {
    text += '[';
    for (const Scalar& value : values) {
      if (&value != &values.front()) text += ", ";
      append_literal(text, value, dialect_, LiteralForm::bare);
    }
    text += ']';
  }
  void append_struct(std::string& text, const std::vector<Scalar>& values) const {
    text += '{';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) text += ", ";
      append_quoted(text, type_.fields()[i].name);
      text += ": ";
      append_literal(text, values[i], dialect_, LiteralForm::bare);
    }
    text += '}';
  }
  void append_map(std::string& text, const std::vector<Scalar>& values) const {
    text += "MAP {";
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
      if (i > 0) text += ", ";
      append_literal(text, values[i], dialect_, LiteralForm::bare);
      text += ": ";
      append_literal(text, values[i + 1], dialect_, LiteralForm::bare);
    }
    text += '}';
  }

  std::string& out_;
  const DataType& type_;
  const Dialect& dialect_;
  LiteralForm form_;
};
}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    throw InvalidOperationError(
        "a text with a NUL byte cannot be written into SQL; bind it instead",
        {.object_name = std::string(text.substr(0, text.find('\0')))});
  }
  out += '\'';
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
  out += '\'';
}

void append_literal(std::string& out, const Scalar& value, const Dialect& dialect,
                    LiteralForm form) {
  std::visit(LiteralAppender(out, value.type(), dialect, form), value.storage());
}

}  // namespace egregora::detail
