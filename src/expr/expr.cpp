// SPDX-License-Identifier: Apache-2.0
// The methods of Expr that any value has. Others are in reductions.cpp, scalar_methods.cpp and
// nested_methods.cpp; each names its row of the function table and leaves typing to the factories.
#include <egregora/core/errors.hpp>
#include <egregora/expr/expr.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/table.hpp>

#include <utility>

#include "expr/calls.hpp"
#include "expr/projection.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
std::vector<Expr> with_literals(const Expr& first, const std::vector<Scalar>& values) {
  std::vector<Expr> arguments{first};
  for (const Scalar& value : values) arguments.push_back(constant(value));
  return arguments;
}
}  // namespace

Expr::Expr(std::shared_ptr<const ExprNode> node) : node_(std::move(node)) {}
Expr::~Expr() = default;
Expr::Expr(const Expr&) = default;
Expr::Expr(Expr&&) noexcept = default;
Expr& Expr::operator=(const Expr&) = default;
Expr& Expr::operator=(Expr&&) noexcept = default;

Named::Named(std::string_view column, Expr value) : name(column), expression(std::move(value)) {}
Named::~Named() = default;
Named::Named(const Named&) = default;
Named::Named(Named&&) noexcept = default;
Named& Named::operator=(const Named&) = default;
Named& Named::operator=(Named&&) noexcept = default;

const DataType& Expr::type() const { return node_->type(); }
bool Expr::nullable() const { return node_->nullable(); }
Shape Expr::shape() const { return node_->shape(); }

Expr Expr::as(std::string_view name) const { return make_alias(*this, name); }
Expr Expr::cast(const DataType& type) const { return make_cast(without_alias(*this), type, false); }
Expr Expr::try_cast(const DataType& type) const {
  return make_cast(without_alias(*this), type, true);
}

Expr Expr::isnull() const { return call(FunctionId::is_null, {*this}); }
Expr Expr::notnull() const { return call(FunctionId::not_null, {*this}); }
Expr Expr::isin(std::initializer_list<Scalar> values) const {
  return isin(std::vector<Scalar>(values));
}
Expr Expr::isin(const std::vector<Scalar>& values) const {
  // Nothing is among no values, NULL not either.
  return values.empty() ? constant(Scalar(false))
                        : call(FunctionId::is_in, with_literals(*this, values));
}
Expr Expr::isin(const Table& table) const {
  return make_subquery(node::Subquery::Kind::in, without_alias(*this), table.node());
}
Expr Expr::notin(std::initializer_list<Scalar> values) const {
  return detail::negate_boolean(isin(values));
}
Expr Expr::notin(const std::vector<Scalar>& values) const {
  return detail::negate_boolean(isin(values));
}
Expr Expr::notin(const Table& table) const { return detail::negate_boolean(isin(table)); }
Expr Expr::isin(const Expr& column) const { return isin(column.as_table()); }
Expr Expr::notin(const Expr& column) const { return detail::negate_boolean(isin(column)); }
Expr Expr::between(const Expr& low, const Expr& high) const {
  return call(FunctionId::between, {*this, low, high});
}
Expr Expr::fill_null(const Expr& value) const { return call(FunctionId::coalesce, {*this, value}); }
Expr Expr::nullif(const Expr& value) const { return call(FunctionId::nullif, {*this, value}); }
Expr Expr::identical_to(const Expr& value) const {
  return call(FunctionId::identical_to, {*this, value});
}
Expr Expr::asc() const { return make_sort(*this, false, false); }
Expr Expr::desc() const { return make_sort(*this, true, false); }
Expr Expr::asc_nulls_first() const { return make_sort(*this, false, true); }
Expr Expr::desc_nulls_first() const { return make_sort(*this, true, true); }
Expr Expr::ifelse(const Expr& if_true, const Expr& if_false) const {
  return egregora::ifelse(*this, if_true, if_false);
}

Expr Expr::cases(const std::vector<std::pair<Expr, Expr>>& branches,
                 const std::optional<Expr>& otherwise) const {
  std::vector<std::pair<Expr, Expr>> compared;
  compared.reserve(branches.size());
  for (const auto& [value, result] : branches) compared.emplace_back(*this == value, result);
  return egregora::cases(compared, otherwise);
}
Table Expr::as_table() const {
  // Every reduction of a scalar becomes a subquery over its own table.
  const Table rows = shape() == Shape::column ? table_of_rows(*this) : memtable_of_one_row();
  return rows.select_all({Selection(Named{name(), *this})});
}

Expr Expr::over() const { return over(WindowSpec{}); }

Expr Expr::over(const WindowSpec& window) const {
  std::vector<Expr> partition;
  partition.reserve(window.group_by.size());
  for (const OrderKey& key : window.group_by) partition.push_back(without_alias(key.expression));
  std::vector<Expr> order;
  order.reserve(window.order_by.size());
  for (const OrderKey& key : window.order_by) order.push_back(sort_key(key.expression));
  return make_window(*this, std::move(partition), std::move(order), window.frame);
}

OrderKey::OrderKey(const char* column) : expression(col(column)) {}
OrderKey::OrderKey(std::string_view column) : expression(col(column)) {}
OrderKey::OrderKey(const std::string& column) : expression(col(column)) {}

}  // namespace egregora
