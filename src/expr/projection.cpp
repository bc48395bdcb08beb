// SPDX-License-Identifier: Apache-2.0
#include "expr/projection.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <utility>

namespace egregora {

Selection::~Selection() = default;
Selection::Selection(const Selection&) = default;
Selection::Selection(Selection&&) noexcept = default;
Selection& Selection::operator=(const Selection&) = default;
Selection& Selection::operator=(Selection&&) noexcept = default;
Selection::Selection(const char* column) : expression(col(column)) {}
Selection::Selection(std::string_view column) : expression(col(column)) {}
Selection::Selection(const std::string& column) : expression(col(column)) {}
Selection::Selection(Expr value) : expression(std::move(value)) {
  if (const auto* alias = expression.node()->get_if<node::Alias>()) name = alias->name;
}
Selection::Selection(Named named)
    : name(std::move(named.name)), expression(std::move(named.expression)) {}

std::string column_name(const Selection& selection, const Expr& bound) {
  return selection.name.empty() ? bound.name() : selection.name;
}

Projection::Projection(RelationPtr parent, DefaultWindow window, ReductionUse use)
    : parent_(std::move(parent)), binder_(parent_, use, std::move(window)) {}

void Projection::append_all() {
  const Schema& schema = parent_->schema();
  fields_ = schema.fields();
  columns_.reserve(schema.size());
  for (std::size_t i = 0; i < schema.size(); ++i) {
    columns_.push_back(make_field(parent_, i));
    places_.emplace(fold_case(schema[i].name), i);
  }
}

namespace {
/// The list of an unnest(), where `expression` is one.
std::optional<Expr> unnested_list(const Expr& expression) {
  const auto* call = expression.node()->get_if<node::Call>();
  if (call == nullptr || call->function != FunctionId::unnest) return std::nullopt;
  return call->arguments.front();
}
}  // namespace

Projection::Bound Projection::bound(const Selection& selection) {
  const Expr& written = without_alias(selection.expression);
  const std::optional<Expr> list = unnested_list(written);
  Expr expression = binder_.bind(list ? without_alias(*list) : written);
  if (expression.node()->get_if<node::Sort>() != nullptr) {
    throw TypeError("an order such as desc() is no column; give it to order_by",
                    {.object_name = expression.name()});
  }
  const std::string name = column_name(selection, list ? written : expression);
  if (list) {
    if (unnested_)
      throw InvalidOperationError("one select or mutate unnests one list; '" + *unnested_ +
                                  "' and '" + name + "' need two");
    unnested_ = name;
  }
  return {{name, expression.type(), expression.nullable()}, std::move(expression)};
}

void Projection::append(const Selection& selection) {
  Bound column = bound(selection);
  fields_.push_back(std::move(column.field));
  columns_.push_back(std::move(column.expression));
}

void Projection::put(const Selection& selection) {
  Bound column = bound(selection);
  const auto [place, fresh] = places_.try_emplace(fold_case(column.field.name), columns_.size());
  if (fresh) {
    fields_.push_back(std::move(column.field));
    columns_.push_back(std::move(column.expression));
  } else {
    column.field.name = fields_[place->second].name;
    fields_[place->second] = std::move(column.field);
    columns_[place->second] = std::move(column.expression);
  }
}

Table Projection::finish() {
  const Table table(
      make_relation(relation::Project{parent_, std::move(columns_)}, Schema(std::move(fields_))));
  return unnested_ ? table.unnest(*unnested_) : table;
}

Table memtable_of_one_row() { return memtable({{"one", {1}}}); }

}  // namespace egregora
