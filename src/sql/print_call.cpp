// SPDX-License-Identifier: Apache-2.0
// Calls as text: templates of the function table, FILTER, OVER, CASE, and the face that functions
// printed by code see.
#include <egregora/sql/statements.hpp>

#include <algorithm>

#include "core/check.hpp"
#include "sql/comparisons.hpp"
#include "sql/literal_text.hpp"
#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
bool is_literal(const Expr& expression) {
  return without_alias(expression).node()->get_if<node::Literal>() != nullptr;
}

/// True where a whole number among `operands` may stand without its type: another operand gives the
/// expression its type, and engines fit a bare number to that.
bool bare_beside(const std::vector<Expr>& operands, const DataType& type) {
  if (type.kind() != TypeKind::int64 && !type.is_floating()) return false;
  return std::any_of(operands.begin(), operands.end(), [&](const Expr& operand) {
    return !is_literal(operand) && operand.type() == type;
  });
}

/// In a comparison a number's width does not matter, as long as a column stands beside it.
bool bare_operands(FunctionId function, const std::vector<Expr>& operands, const DataType& type) {
  if (function_row(function).result == ResultRule::first && is_literal(operands.front()))
    return false;
  if (!compares(function)) return bare_beside(operands, type);
  return std::any_of(operands.begin(), operands.end(), [](const Expr& operand) {
    return !is_literal(operand) && operand.type().is_numeric();
  });
}

const std::vector<Expr>& arguments_of(const ExprNode& node) {
  if (const auto* call = node.get_if<node::Call>()) return call->arguments;
  return std::get<node::Aggregate>(node.variant()).arguments;
}

FunctionId function_of(const ExprNode& node) {
  if (const auto* call = node.get_if<node::Call>()) return call->function;
  return std::get<node::Aggregate>(node.variant()).function;
}

/// A value that is the same in every row, and may be NULL.
bool may_be_constant_null(const ExprNode& node) {
  const NodeFacts& facts = node.facts();
  return node.nullable() && facts.relation == nullptr && !facts.mixed && !facts.has_deferred &&
         !facts.has_aggregate && !facts.has_subquery && !facts.has_volatile && !facts.has_window;
}

/// Looked for in expressions of usual size only, so that long chains stay linear.
constexpr std::uint32_t kMaxSearched = 200;
bool has_constant_null(const ExprNode& node) {
  if (node.facts().size > kMaxSearched) return false;
  std::vector<const ExprNode*> open{&node};
  while (!open.empty()) {
    const ExprNode& next = *open.back();
    open.pop_back();
    if (may_be_constant_null(next)) return true;
    for_each_operand(next, [&](const Expr& operand) { open.push_back(operand.node().get()); });
  }
  return false;
}

/// DuckDB 1.5.6 gives an INTEGER for what these calls make of a NULL that it knows beforehand.
bool forgets_type(FunctionId function, const ExprNode& node) {
  switch (function) {
    case FunctionId::concat:
    case FunctionId::element:
    case FunctionId::struct_field:
    case FunctionId::re_extract:
      return has_constant_null(node);
    default:
      return node.type().is_decimal() && function_row(function).kind == FunctionKind::scalar &&
             has_constant_null(node);
  }
}

/// Whether `function` sees a frame; one with an order and without a frame would see half of its
/// partition, where ours sees the whole.
bool takes_frame(FunctionId function) {
  return function_row(function).kind == FunctionKind::aggregate;
}
}  // namespace

void Printer::print_call(const ExprNode& node, const Task& task, const Modifiers& given) {
  const FunctionId function = function_of(node);
  const std::vector<Expr>& arguments = arguments_of(node);
  const FunctionTemplate& written = function_template(function, *options_.dialect);
  if (written.kind == FunctionTemplate::Kind::refused)
    throw_unsupported(function_row(function).name, *options_.dialect);
  if (!traits_.compare_json && orders_json(function, arguments))
    throw_unsupported(function_row(function).name, *options_.dialect, "of json");

  if (options_.dialect->id() == Dialect::Id::duckdb && forgets_type(function, node)) {
    text("CAST(");
    print_written(node, task, given, written);
    text(" AS ");
    owned(type_sql(node.type(), *options_.dialect));
    return text(")");
  }
  print_written(node, task, given, written);
}

void Printer::print_written(const ExprNode& node, const Task& task, const Modifiers& given,
                            const FunctionTemplate& written) {
  const FunctionId function = function_of(node);
  const std::vector<Expr>& arguments = arguments_of(node);
  std::uint8_t flags = task.flags & kOutputNames;
  if (bare_operands(function, arguments, node.type())) flags |= kBare;
  if (written.kind == FunctionTemplate::Kind::infix)
    return print_infix(written, arguments, task.scope, flags);

  static const Modifiers kNone;
  const Modifiers* modifiers = &kNone;
  if (given.where != nullptr || given.window != nullptr) {
    Modifiers& kept = modifiers_.emplace_back(given);
    kept.framed = takes_frame(function);
    modifiers = &kept;
  }
  if (written.kind == FunctionTemplate::Kind::code) {
    CallPrinter call(*this, node, arguments, *modifiers, task.scope, flags);
    return written.code(call);
  }
  print_pieces(written, arguments, *modifiers, task.scope, flags);
}

void Printer::print_infix(const FunctionTemplate& written, const std::vector<Expr>& arguments,
                          const PrintScope* scope, std::uint8_t flags) {
  EGREGORA_CHECK(arguments.size() == 2, "an infix operator has two operands");
  // AND and OR are associative and print flat; arithmetic associates to the left; comparisons
  // do not associate.
  const std::uint8_t power = written.power;
  const auto tighter = static_cast<std::uint8_t>(power + 1);
  const bool flat = power == kAndPower || power == kOrPower;
  expression(*arguments[0].node(), scope, power == kComparisonPower ? tighter : power, flags);
  text(" ");
  text(written.infix);
  text(" ");
  expression(*arguments[1].node(), scope, flat ? power : tighter, flags);
}

void Printer::print_pieces(const FunctionTemplate& written, const std::vector<Expr>& arguments,
                           const Modifiers& modifiers, const PrintScope* scope,
                           std::uint8_t flags) {
  using Kind = TemplatePiece::Kind;
  for (const TemplatePiece& piece : written.pieces) {
    switch (piece.kind) {
      case Kind::text:
        text(piece.text);
        break;
      case Kind::argument:
        expression(*arguments.at(piece.argument).node(), scope, piece.power, flags);
        break;
      case Kind::structural:
        expression(*arguments.at(piece.argument).node(), scope, piece.power, kInline | kBare);
        break;
      case Kind::all_arguments:
        for (std::size_t i = 0; i < arguments.size(); ++i) {
          if (i > 0) text(", ");
          expression(*arguments[i].node(), scope, 0, flags);
        }
        break;
      case Kind::modifiers:
        add({.kind = Task::Kind::modifiers, .what = &modifiers, .scope = scope});
        break;
    }
  }
}

void Printer::print_modifiers(const Modifiers& modifiers, const PrintScope* scope) {
  if (modifiers.where != nullptr) {
    text(" FILTER (WHERE ");
    expression(*modifiers.where->node(), scope);
    text(")");
  }
  if (modifiers.window != nullptr) print_window(*modifiers.window, modifiers, scope);
}

namespace {
std::string bound_text(const FrameBound& bound, const Dialect& dialect) {
  using Kind = FrameBound::Kind;
  std::string distance = std::to_string(bound.offset);
  if (bound.interval) {
    distance.clear();
    append_literal(distance, Scalar(*bound.interval), dialect, LiteralForm::typed);
  }
  switch (bound.kind) {
    case Kind::unbounded_preceding:
      return "UNBOUNDED PRECEDING";
    case Kind::preceding:
      return distance + " PRECEDING";
    case Kind::current_row:
      return "CURRENT ROW";
    case Kind::following:
      return distance + " FOLLOWING";
    case Kind::unbounded_following:
      return "UNBOUNDED FOLLOWING";
  }
  return {};
}

std::string frame_text(const WindowFrame& frame, const Dialect& dialect) {
  const std::string unit = frame.unit == WindowFrame::Unit::rows ? "ROWS" : "RANGE";
  return unit + " BETWEEN " + bound_text(frame.start, dialect) + " AND " +
         bound_text(frame.end, dialect);
}

/// Orders nothing, and DuckDB refuses it.
bool constant_key(const Expr& key) {
  const auto* sort = key.node()->get_if<node::Sort>();
  return is_literal(sort != nullptr ? sort->operand : key);
}
}  // namespace

void Printer::print_window(const node::Window& window, const Modifiers& modifiers,
                           const PrintScope* scope) {
  std::string_view between;
  text(" OVER (");
  for (const Expr& key : window.partition) {
    text(&key == &window.partition.front() ? "PARTITION BY " : ", ");
    expression(*key.node(), scope);
    between = " ";
  }
  bool ordered = false;
  for (const Expr& key : window.order) {
    if (constant_key(key)) continue;
    const auto& sort = *key.node()->get_if<node::Sort>();
    text(ordered ? std::string_view(", ") : between);
    if (!ordered) text("ORDER BY ");
    expression(*sort.operand.node(), scope);
    print_direction(sort.descending, sort.nulls_first);
    ordered = true;
    between = " ";
  }
  if (modifiers.framed && (window.frame || ordered)) {
    text(between);
    owned(frame_text(window.frame.value_or(WindowFrame{}), *options_.dialect));
  }
  text(")");
}

void Printer::print_case(const ExprNode& node, const node::Case& cases, const Task& task) {
  std::vector<Expr> values = cases.results;
  if (cases.otherwise) values.push_back(*cases.otherwise);
  const std::uint8_t inherited = task.flags & kOutputNames;
  const std::uint8_t bare = bare_beside(values, node.type()) ? kBare : 0;
  text("CASE");
  for (std::size_t i = 0; i < cases.conditions.size(); ++i) {
    text(" WHEN ");
    expression(*cases.conditions[i].node(), task.scope, 0, inherited);
    text(" THEN ");
    expression(*cases.results[i].node(), task.scope, 0, inherited | bare);
  }
  if (cases.otherwise) {
    text(" ELSE ");
    expression(*cases.otherwise->node(), task.scope, 0, inherited | bare);
  }
  text(" END");
}

FunctionId CallPrinter::function() const { return function_of(node_); }

const Scalar* CallPrinter::literal(std::size_t argument) const {
  const auto* literal = without_alias(arguments_.at(argument)).node()->get_if<node::Literal>();
  return literal == nullptr || literal->value.is_null() ? nullptr : &literal->value;
}

const Scalar& CallPrinter::constant(std::size_t argument) const {
  const Scalar* value = literal(argument);
  if (value == nullptr)
    refuse("unless argument " + std::to_string(argument + 1) + " is a constant");
  return *value;
}

CallPrinter& CallPrinter::text(std::string_view text) {
  printer_.text(text);
  return *this;
}
CallPrinter& CallPrinter::owned(std::string text) {
  printer_.owned(std::move(text));
  return *this;
}
CallPrinter& CallPrinter::argument(std::size_t index, std::uint8_t power) {
  const std::uint64_t bit = index < 64 ? std::uint64_t{1} << index : 0;
  if ((written_ & bit) != 0 && arguments_.at(index).node()->facts().has_volatile)
    refuse("of a value that differs each time it is computed");
  written_ |= bit;
  printer_.expression(*arguments_.at(index).node(), scope_, power, flags_);
  return *this;
}
CallPrinter& CallPrinter::bare_argument(std::size_t index) {
  const auto flags = static_cast<std::uint8_t>(flags_ | Printer::kBare);
  printer_.expression(*arguments_.at(index).node(), scope_, kAtomPower, flags);
  return *this;
}
CallPrinter& CallPrinter::structural(std::size_t index) {
  printer_.expression(*arguments_.at(index).node(), scope_, 0, Printer::kInline | Printer::kBare);
  return *this;
}
CallPrinter& CallPrinter::quoted(std::string_view text) {
  std::string literal;
  append_quoted(literal, text);
  return owned(std::move(literal));
}
CallPrinter& CallPrinter::sql_type(const DataType& type) {
  return owned(type_sql(type, dialect()));
}
CallPrinter& CallPrinter::expression(const Expr& expression, std::uint8_t power) {
  printer_.expression(*expression.node(), scope_, power);
  return *this;
}
bool CallPrinter::ordered() const {
  const auto* reduction = node_.get_if<node::Aggregate>();
  return reduction != nullptr && !reduction->order.empty();
}
CallPrinter& CallPrinter::order_by(bool reversed) {
  if (!ordered()) return *this;
  const std::vector<Expr>& keys = node_.get_if<node::Aggregate>()->order;
  for (const Expr& key : keys) {
    const auto& sort = *key.node()->get_if<node::Sort>();
    text(&key == &keys.front() ? " ORDER BY " : ", ").expression(sort.operand);
    printer_.print_direction(sort.descending != reversed, sort.nulls_first != reversed);
  }
  return *this;
}
CallPrinter& CallPrinter::modifiers(bool with_where) {
  const Printer::Modifiers* wanted = &modifiers_;
  if (!with_where && modifiers_.where != nullptr) {
    Printer::Modifiers& over_only = printer_.modifiers_.emplace_back(modifiers_);
    over_only.where = nullptr;
    wanted = &over_only;
  }
  printer_.add({.kind = Printer::Task::Kind::modifiers, .what = wanted, .scope = scope_});
  return *this;
}
void CallPrinter::refuse(std::string_view reason) const {
  throw_unsupported(function_row(function()).name, dialect(), reason);
}

}  // namespace egregora::detail
