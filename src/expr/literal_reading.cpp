// SPDX-License-Identifier: Apache-2.0
#include "expr/literal_reading.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/json.hpp>

#include <optional>

#include "expr/node.hpp"
#include "expr/type_rules.hpp"

namespace egregora {

namespace {
const Scalar* text_literal(const Expr& expression) {
  const auto* literal = without_alias(expression).node()->get_if<node::Literal>();
  const bool text =
      literal != nullptr && literal->value.type().is_string() && !literal->value.is_null();
  return text ? &literal->value : nullptr;
}

/// The type that gives a text beside it its meaning, if any operand has one.
std::optional<DataType> reading_type(const std::vector<Expr>& operands) {
  std::optional<DataType> found;
  for (const Expr& operand : operands) {
    const DataType& type = operand.type();
    const bool reads =
        type.is_temporal() || type.kind() == TypeKind::uuid || type.kind() == TypeKind::json;
    if (!reads) continue;
    found = found ? common_type(*found, type) : type;
    if (!found) return std::nullopt;
  }
  return found;
}

Scalar read_text(const std::string& text, const DataType& type) {
  switch (type.kind()) {
    case TypeKind::date: {
      // A text with a time of day beside a date would lose it: it is a timestamp, and the
      // comparison is one too.
      const Timestamp instant = parse_timestamp(text);
      const Date day = std::chrono::floor<std::chrono::days>(instant);
      return instant == day ? Scalar(day) : Scalar::of(DataType::timestamp(), instant);
    }
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      return Scalar::of(type, parse_timestamp(text));
    case TypeKind::time: {
      const Timestamp instant = parse_timestamp("1970-01-01 " + text);
      return Scalar(TimeOfDay(instant.time_since_epoch()));
    }
    case TypeKind::uuid:
      return Scalar(Uuid::parse(text));
    default:
      return Scalar::of(DataType::json(), text);
  }
}

Expr read_as(const Expr& operand, const DataType& type) {
  if (const Scalar* text = text_literal(operand)) {
    try {
      return make_literal(read_text(text->as<std::string>(), type));
    } catch (const TypeError&) {
      throw TypeError("a text that stands beside " + type.to_string() +
                          " must read as one; this does not: '" + text->as<std::string>() + "'",
                      {.object_name = text->as<std::string>()});
    }
  }
  const auto* literal = without_alias(operand).node()->get_if<node::Literal>();
  if (literal != nullptr && !literal->value.is_null() &&
      literal->value.type().kind() == TypeKind::date && type.is_timestamp()) {
    return make_literal(Scalar::of(type, Timestamp(literal->value.as<Date>())));
  }
  if (literal != nullptr && !literal->value.is_null() && literal->value.type().is_timestamp() &&
      type.is_timestamp()) {
    return make_literal(Scalar::of(type, literal->value.as<Timestamp>()));
  }
  return operand;
}
}  // namespace

void read_literals_as_common(std::vector<Expr>& operands) {
  // The type is decided by what is no literal where there is such an operand: a column says what
  // its literals are.
  std::vector<Expr> columns;
  for (const Expr& operand : operands) {
    if (without_alias(operand).node()->get_if<node::Literal>() == nullptr)
      columns.push_back(operand);
  }
  const auto type = reading_type(columns.empty() ? operands : columns);
  if (!type) return;
  for (Expr& operand : operands) operand = read_as(operand, *type);
}

std::string describe_types(const std::vector<Expr>& operands) {
  std::string text;
  for (const Expr& operand : operands)
    text += (text.empty() ? "" : ", ") + operand.type().to_string();
  return text;
}

}  // namespace egregora
