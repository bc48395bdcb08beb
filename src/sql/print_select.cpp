// SPDX-License-Identifier: Apache-2.0
// Selects as text: one clause a line, columns always by name, an order always with its NULLs.
#include <algorithm>

#include "core/check.hpp"
#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
/// More columns than this stand one a line.
constexpr std::size_t kColumnsInLine = 4;

/// The set operation that is all there is to `select`: then it needs no SELECT around it.
const SetOperation* only_operation(const Select& select) {
  if (!select.bare() || select.from.front().kind != FromItem::Kind::set_operation) return nullptr;
  const SetOperation* operation = select.from.front().set_operation;
  const Schema& names = select.relation->schema();
  const Schema& natural = operation->operands.front()->relation->schema();
  if (names.size() != natural.size() || names.size() != select.columns->size()) return nullptr;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    if ((*select.columns)[i].index != i || names[i].name != natural[i].name) return nullptr;
  }
  return operation;
}

const std::string& name_of(const Select& select, std::size_t column) {
  const Schema& schema = select.relation->schema();
  return column < schema.size() ? schema[column].name : select.hidden;
}

/// Whether a column's own name is the one it shall have.
bool named_already(const Select& select, std::size_t index) {
  const SelectColumn& column = (*select.columns)[index];
  if (!column.plain()) return false;
  const Schema& schema = select.from[column.item].relation->schema();
  return column.index < schema.size() && schema[column.index].name == name_of(select, index);
}

std::optional<std::size_t> place_of(const Select& select, const SelectColumn& value) {
  const auto& columns = select.columns->values;
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const SelectColumn& column) {
    return column.same_value(value);
  });
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}
}  // namespace

void Printer::print_select(const Select& select, const PrintScope* parent, int depth) {
  const PrintScope* scope = &scopes_.emplace_back(PrintScope{&select, parent, depth});
  if (const SetOperation* operation = only_operation(select))
    return print_set_operation(*operation, scope);
  text("SELECT");
  print_distinct(select, scope);
  print_columns(select, scope);
  for (const FromItem& item : select.from) {
    newline(scope);
    if (&item == &select.from.front()) text("FROM ");
    add({.kind = Task::Kind::from, .what = &item, .scope = scope});
  }
  static const std::vector<Condition> kNone;
  // DuckDB wants a window where there is QUALIFY. If none is left, nothing sees the rows before.
  const bool windowed =
      select.columns->has_window || std::any_of(select.qualify.begin(), select.qualify.end(),
                                                [](const Condition& c) { return c.has_window; });
  print_conditions("WHERE ", select.where, windowed ? kNone : select.qualify, scope);
  print_group(select, scope);
  print_conditions("HAVING ", select.having, kNone, scope);
  print_conditions("QUALIFY ", windowed ? select.qualify : kNone, kNone, scope, kOutputNames);
  print_order(select, scope);
  if (!select.limit) return;
  newline(scope);
  owned("LIMIT " + std::to_string(select.limit->rows));
  if (select.limit->offset > 0) owned(" OFFSET " + std::to_string(select.limit->offset));
}

void Printer::print_distinct(const Select& select, const PrintScope* scope) {
  if (select.distinct) text(" DISTINCT");
  if (select.distinct_on.empty()) return;
  text(" DISTINCT ON (");
  for (const std::uint32_t& index : select.distinct_on) {
    if (&index != &select.distinct_on.front()) text(", ");
    print_place(select, index, scope);
  }
  text(")");
}

/// A column by its own name, or by its place where it has to be computed.
void Printer::print_place(const Select& select, std::uint32_t index, const PrintScope* scope) {
  const SelectColumn& column = (*select.columns)[index];
  column.plain() ? value(column, scope) : owned(std::to_string(index + 1));
}

void Printer::print_columns(const Select& select, const PrintScope* scope) {
  if (select.existence) return text(" 1");
  const SelectColumns& columns = *select.columns;
  const bool lines = columns.size() > kColumnsInLine;
  const PrintScope* inside =
      lines ? &scopes_.emplace_back(PrintScope{nullptr, nullptr, scope->depth + 1}) : nullptr;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) text(lines ? "," : ", ");
    if (lines) {
      newline(inside);
    } else if (i == 0) {
      text(" ");
    }
    value(columns[i], scope);
    if (named_already(select, i)) continue;
    text(" AS ");
    identifier(name_of(select, i));
  }
}

void Printer::print_conditions(std::string_view word, const std::vector<Condition>& conditions,
                               const std::vector<Condition>& more, const PrintScope* scope,
                               std::uint8_t flags) {
  // One alone needs no parentheses.
  const std::uint8_t power = conditions.size() + more.size() > 1 ? kAndPower : std::uint8_t{0};
  for (const auto* list : {&conditions, &more}) {
    for (const Condition& condition : *list) {
      newline(scope);
      text(word);
      word = "  AND ";
      add({.kind = Task::Kind::condition,
           .power = power,
           .flags = flags,
           .what = &condition,
           .scope = scope});
    }
  }
}

void Printer::print_condition(const Condition& condition, const Task& task) {
  if (condition.predicate != nullptr)
    return expression(*condition.predicate, task.scope, task.power, task.flags);
  const Select& select = *task.scope->select;
  if (condition.exists == nullptr) {
    const FromItem& item = select.from.front();
    return column(item, static_cast<std::uint32_t>(item.relation->schema().size()));
  }
  text(condition.negated ? "NOT EXISTS (" : "EXISTS (");
  const int depth = task.scope->depth + 1;
  newline(&scopes_.emplace_back(PrintScope{nullptr, nullptr, depth}));
  nested(*condition.exists, task.scope, depth);
  newline(task.scope);
  text(")");
}

void Printer::print_group(const Select& select, const PrintScope* scope) {
  if (select.group_keys.empty()) return;
  newline(scope);
  for (const SelectColumn& key : select.group_keys) {
    text(&key == &select.group_keys.front() ? "GROUP BY " : ", ");
    const auto place = place_of(select, key);
    EGREGORA_CHECK(place || key.plain(), "a computed key is among the columns");
    place ? owned(std::to_string(*place + 1)) : value(key, scope);
  }
}

void Printer::print_order(const Select& select, const PrintScope* scope) {
  if (select.order.empty()) return;
  newline(scope);
  text("ORDER BY ");
  // PostgreSQL wants the columns of DISTINCT ON to come first; they change nothing in either.
  for (const std::uint32_t& index : select.distinct_on) {
    print_place(select, index, scope);
    print_direction(false, false);
    text(", ");
  }
  for (std::size_t i = select.order.size(); i-- > 0;) {
    print_key(select.order[i], scope);
    if (i > 0) text(", ");
  }
}

/// A computed column is ordered by under its name; an engine looks among the result's names first.
void Printer::print_key(const SortKey& key, const PrintScope* scope) {
  const Select& select = *scope->select;
  const auto* field = key.expression->get_if<node::Field>();
  const SelectColumns* columns =
      field == nullptr ? nullptr : tree_.binding(*field->relation, select);
  const SelectColumn* value = columns == nullptr ? nullptr : &(*columns)[field->index];
  const bool computed = value != nullptr && (!value->plain() || select.distinct);
  const auto place = computed ? place_of(select, *value) : std::nullopt;
  place ? identifier(name_of(select, *place)) : expression(*key.expression, scope);
  print_direction(key.descending, key.nulls_first);
}

void Printer::print_direction(bool descending, bool nulls_first) {
  text(descending ? " DESC" : " ASC");
  text(nulls_first ? " NULLS FIRST" : " NULLS LAST");
}

void Printer::print_set_operation(const SetOperation& operation, const PrintScope* scope) {
  using Kind = relation::SetOp::Kind;
  const std::string_view word = operation.kind == Kind::union_      ? "UNION"
                                : operation.kind == Kind::intersect ? "INTERSECT"
                                                                    : "EXCEPT";
  for (const Select* const& operand : operation.operands) {
    if (&operand != &operation.operands.front()) {
      newline(scope);
      text(word);
      if (!operation.distinct) text(" ALL");
      newline(scope);
    }
    const bool enclosed =
        !operand->order.empty() || operand->limit || only_operation(*operand) != nullptr;
    if (enclosed) text("(");
    nested(*operand, nullptr, scope->depth);
    if (enclosed) text(")");
  }
}

}  // namespace egregora::detail
