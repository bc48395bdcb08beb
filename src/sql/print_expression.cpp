// SPDX-License-Identifier: Apache-2.0
// Expressions as text: each kind of node, parentheses by binding power, columns by lookup.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/sql/statements.hpp>

#include <algorithm>

#include "core/check.hpp"
#include "sql/cast_form.hpp"
#include "sql/literal_text.hpp"
#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
const ExprNode& unaliased(const ExprNode& node) {
  const ExprNode* current = &node;
  while (const auto* alias = current->get_if<node::Alias>()) current = alias->operand.node().get();
  return *current;
}
}  // namespace

void Printer::print_expression(const ExprNode& aliased, const Task& task) {
  const ExprNode& node = unaliased(aliased);
  // A column's own value decides about parentheses, see print_value.
  const bool enclosed = node.get_if<node::Field>() == nullptr && power_of(node) < task.power;
  if (enclosed) text("(");
  print_node(node, task);
  if (enclosed) text(")");
}

std::uint8_t Printer::power_of(const ExprNode& node) const {
  if (const auto* call = node.get_if<node::Call>())
    return function_template(call->function, *options_.dialect).power;
  if (const auto* aggregate = node.get_if<node::Aggregate>())
    return function_template(aggregate->function, *options_.dialect).power;
  if (const auto* window = node.get_if<node::Window>())
    return power_of(unaliased(*window->function.node()));
  const auto* subquery = node.get_if<node::Subquery>();
  const bool in = subquery != nullptr && subquery->kind == node::Subquery::Kind::in;
  return in ? kComparisonPower : kAtomPower;
}

void Printer::print_node(const ExprNode& node, const Task& task) {
  if (const auto* literal = node.get_if<node::Literal>()) {
    print_literal(literal->value, task.flags);
  } else if (const auto* field = node.get_if<node::Field>()) {
    print_field(*field, task);
  } else if (const auto* parameter = node.get_if<node::Parameter>()) {
    print_parameter(node, *parameter, task.flags);
  } else if (node.get_if<node::Call>() != nullptr) {
    print_call(node, task, {});
  } else if (const auto* cast = node.get_if<node::Cast>()) {
    print_cast(node, *cast, task);
  } else if (const auto* cases = node.get_if<node::Case>()) {
    print_case(node, *cases, task);
  } else if (const auto* aggregate = node.get_if<node::Aggregate>()) {
    print_call(node, task, {.where = aggregate->where ? &*aggregate->where : nullptr});
  } else if (const auto* window = node.get_if<node::Window>()) {
    const ExprNode& function = unaliased(*window->function.node());
    const auto* reduction = function.get_if<node::Aggregate>();
    const bool filtered = reduction != nullptr && reduction->where;
    print_call(function, task, {filtered ? &*reduction->where : nullptr, window});
  } else if (const auto* subquery = node.get_if<node::Subquery>()) {
    print_subquery(*subquery, task);
  } else {
    throw InternalError("an expression that is no value reached the printer");
  }
}

void Printer::print_literal(const Scalar& value, std::uint8_t flags) {
  const bool bound = options_.bind_literals && (flags & kInline) == 0 && !value.is_null();
  if (!bound) {
    std::string literal;
    const bool bare = (flags & kBare) != 0;
    append_literal(literal, value, *options_.dialect,
                   bare ? LiteralForm::bare : LiteralForm::typed);
    return owned(std::move(literal));
  }
  parameters_.push_back(value);
  std::string parameter =
      traits_.numbered_parameters ? "$" + std::to_string(parameters_.size()) : std::string("?");
  // An engine takes a JSON parameter for text, and a numbered one for what stands beside it.
  if (traits_.numbered_parameters || value.type().kind() == TypeKind::json)
    parameter = "CAST(" + parameter + " AS " + type_sql(value.type(), *options_.dialect) + ")";
  owned(std::move(parameter));
}

/// The value given for it, as a constant of the parameter's type.
void Printer::print_parameter(const ExprNode& node, const node::Parameter& parameter,
                              std::uint8_t flags) {
  const auto given = options_.parameters == nullptr ? Parameters::const_iterator{}
                                                    : options_.parameters->find(parameter.name);
  if (options_.parameters == nullptr || given == options_.parameters->end()) {
    throw InvalidOperationError("parameter '" + parameter.name +
                                    "' has no value; give it one: execute({{\"" + parameter.name +
                                    "\", value}})",
                                {.object_name = parameter.name});
  }
  const Expr value = egregora::literal(given->second, node.type());
  print_literal(value.node()->get_if<node::Literal>()->value, flags);
}

void Printer::print_field(const node::Field& field, const Task& task) {
  for (const PrintScope* scope = task.scope; scope != nullptr; scope = scope->parent) {
    const SelectColumns* columns = tree_.binding(*field.relation, *scope->select);
    if (columns == nullptr) continue;
    const SelectColumn& column = (*columns)[field.index];
    const bool named = (task.flags & kOutputNames) != 0 && print_output_name(column, *scope);
    Task inner = task;
    inner.scope = scope;
    // What stands beside the column was looked at without knowing that a literal is behind it.
    inner.flags &= static_cast<std::uint8_t>(~kBare);
    if (!named) print_value(column, inner);
    return;
  }
  const std::string& name = field.relation->schema()[field.index].name;
  throw IntegrityError("column '" + name + "' belongs to a table that is not in this query",
                       {.object_name = name});
}

/// Writes the name that a computed column has in the select's own result, where no column of a
/// from item bears it too: there QUALIFY would mean that one.
bool Printer::print_output_name(const SelectColumn& column, const PrintScope& scope) {
  if (column.simple()) return false;
  const Select& select = *scope.select;
  for (std::size_t i = 0; i < select.relation->schema().size(); ++i) {
    if (!(*select.columns)[i].same_value(column)) continue;
    const std::string& name = select.relation->schema()[i].name;
    const bool taken = std::any_of(select.from.begin(), select.from.end(), [&](const auto& item) {
      return item.relation->schema().contains(name);
    });
    if (taken) return false;
    identifier(name);
    return true;
  }
  return false;
}

void Printer::print_value(const SelectColumn& column, const Task& task) {
  const bool wrapped = column.unnested || column.cast != nullptr;
  if (column.unnested) text("unnest(");
  if (column.cast != nullptr) text("CAST(");
  if (column.expression == nullptr) {
    this->column(task.scope->select->from[column.item], column.index);
  } else {
    expression(*column.expression, task.scope, wrapped ? std::uint8_t{0} : task.power, task.flags);
  }
  if (column.cast != nullptr) {
    text(" AS ");
    owned(type_sql(*column.cast, *options_.dialect) + ")");
  }
  if (column.unnested) text(")");
}

void Printer::print_cast(const ExprNode& node, const node::Cast& cast, const Task& task) {
  if (cast.try_cast && !traits_.try_cast)
    throw_unsupported("try_cast", *options_.dialect, "use cast()");
  const CastForm form = cast_form(cast.operand.type(), node.type(), *options_.dialect);
  if (form == CastForm::not_zero) {
    text("(");
    expression(*cast.operand.node(), task.scope, kComparisonPower + 1, task.flags);
    text(" <> 0)");
    return;
  }
  text(cast.try_cast ? "TRY_CAST(" : "CAST(");
  if (form == CastForm::through_integer) text("CAST(");
  // The cast says the type: a number needs no second one.
  expression(*cast.operand.node(), task.scope, 0, task.flags | kBare);
  if (form == CastForm::through_integer) text(" AS integer)");
  text(" AS ");
  owned(type_sql(node.type(), *options_.dialect) + ")");
}

void Printer::print_subquery(const node::Subquery& subquery, const Task& task) {
  using Kind = node::Subquery::Kind;
  const auto found = tree_.subqueries.find(subquery.relation.get());
  EGREGORA_CHECK(found != tree_.subqueries.end(), "a subquery is lowered before it is printed");
  if (subquery.kind == Kind::in) {
    expression(*subquery.needle->node(), task.scope, kComparisonPower + 1, task.flags);
    text(" IN ");
  }
  text(subquery.kind == Kind::exists ? "EXISTS (" : "(");
  const int depth = task.scope->depth + 1;
  const PrintScope& inside = scopes_.emplace_back(PrintScope{nullptr, nullptr, depth});
  newline(&inside);
  nested(*found->second, task.scope, depth);
  newline(task.scope);
  text(")");
}

}  // namespace egregora::detail
