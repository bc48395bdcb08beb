// SPDX-License-Identifier: Apache-2.0
#include <egregora/core/errors.hpp>
#include <egregora/data/column_data.hpp>
#include <egregora/expr/functions.hpp>

#include <utility>

#include "expr/node.hpp"
#include "expr/time_units.hpp"

namespace egregora {

namespace {
std::vector<Expr> without_aliases(const std::vector<Expr>& expressions) {
  std::vector<Expr> plain;
  plain.reserve(expressions.size());
  for (const Expr& expression : expressions) plain.push_back(without_alias(expression));
  return plain;
}
}  // namespace

Expr col(std::string_view name) { return make_deferred(name); }

Expr literal(const Scalar& value) { return make_literal(value); }

Expr literal(const Scalar& value, const DataType& type) {
  if (value.type() == type) return make_literal(value);
  // The builder knows which values fit which type, and says so where one does not.
  ColumnBuilder builder(type);
  builder.append(value);
  return make_literal(builder.finish()->scalar(0));
}

Expr param(std::string_view name, const DataType& type) {
  if (type.is_null())
    throw InvalidOperationError("parameter '" + std::string(name) + "' needs a type",
                                {.object_name = std::string(name)});
  return make_parameter(name, type);
}

Expr null(const DataType& type) { return make_literal(Scalar::null(type)); }

Value<sql::BigInt> count() {
  return Value<sql::BigInt>(make_aggregate(FunctionId::count_rows, {}, {}));
}
Value<sql::BigInt> count_where(const Expr& predicate) {
  return Value<sql::BigInt>(make_aggregate(FunctionId::count_rows, {}, without_alias(predicate)));
}

Value<sql::BigInt> row_number() {
  return Value<sql::BigInt>(make_call(FunctionId::row_number, {}));
}
Value<sql::BigInt> rank() { return Value<sql::BigInt>(make_call(FunctionId::rank, {})); }
Value<sql::BigInt> dense_rank() {
  return Value<sql::BigInt>(make_call(FunctionId::dense_rank, {}));
}

Expr coalesce(const std::vector<Expr>& values) {
  return make_call(FunctionId::coalesce, without_aliases(values));
}
Expr greatest(const std::vector<Expr>& values) {
  return make_call(FunctionId::greatest, without_aliases(values));
}
Expr least(const std::vector<Expr>& values) {
  return make_call(FunctionId::least, without_aliases(values));
}

Expr ifelse(const Expr& condition, const Expr& if_true, const Expr& if_false) {
  return make_case({without_alias(condition)}, {without_alias(if_true)}, without_alias(if_false));
}

Expr cases(const std::vector<std::pair<Expr, Expr>>& branches,
           const std::optional<Expr>& otherwise) {
  if (branches.empty()) throw InvalidOperationError("cases() needs at least one branch");
  std::vector<Expr> conditions;
  std::vector<Expr> results;
  for (const auto& [condition, result] : branches) {
    conditions.push_back(without_alias(condition));
    results.push_back(without_alias(result));
  }
  return make_case(std::move(conditions), results,
                   otherwise ? std::optional(without_alias(*otherwise)) : std::nullopt);
}

Expr struct_(const std::vector<Named>& members) {
  std::vector<StructField> fields;
  std::vector<Expr> arguments;
  for (const Named& member : members) {
    fields.push_back({member.name, member.expression.type()});
    arguments.push_back(without_alias(member.expression));
  }
  return make_struct(fields, std::move(arguments));
}

Expr array(const std::vector<Expr>& elements) {
  if (elements.empty())
    throw InvalidOperationError("array() needs an element to know its type by; give one");
  return make_call(FunctionId::array, without_aliases(elements));
}
Expr range(const Expr& start, const Expr& stop, const Expr& step) {
  return make_call(FunctionId::range, without_aliases({start, stop, step}));
}
Expr range(std::int64_t stop) { return range(0, stop); }
Expr range(std::int64_t start, std::int64_t stop, std::int64_t step) {
  return range(literal(start), literal(stop), literal(step));
}

Expr date_(std::string_view text) { return literal(parse_date(text)); }
Expr date_(const Expr& year, const Expr& month, const Expr& day) {
  return make_call(FunctionId::make_date, without_aliases({year, month, day}));
}
Expr timestamp(std::string_view text) {
  return literal(Scalar::of(DataType::timestamp(), parse_timestamp(text)));
}
Expr interval(std::int64_t count, std::string_view unit) {
  return literal(interval_of(count, unit_of(unit)));
}
Expr now() { return make_call(FunctionId::now, {}); }
Expr today() { return make_call(FunctionId::today, {}); }

Expr uuid() { return make_call(FunctionId::uuid, {}); }

Expr all_of(const std::vector<Expr>& predicates) {
  if (predicates.empty()) return make_literal(Scalar(true));
  Expr combined = without_alias(predicates.front());
  for (std::size_t i = 1; i < predicates.size(); ++i)
    combined = make_call(FunctionId::and_, {combined, without_alias(predicates[i])});
  return combined;
}

}  // namespace egregora
