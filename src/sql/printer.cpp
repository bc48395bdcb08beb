// SPDX-License-Identifier: Apache-2.0
// The printer's engine: tasks, text, and what statements ask for.
#include "sql/printer.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>

#include "core/check.hpp"
#include "sql/literal_text.hpp"

namespace egregora::detail {

namespace {
/// Parts shared in an expression are written at each use; more steps than this is no statement.
constexpr std::uint64_t kMaxSteps = 50'000'000;
/// Deeper selects are not indented further: the text must stay linear in their number.
constexpr int kMaxIndent = 8;
}  // namespace

void Printer::drain() {
  while (true) {
    for (std::size_t i = batch_.size(); i-- > 0;) stack_.push_back(batch_[i]);
    batch_.clear();
    if (stack_.empty()) return;
    const Task task = stack_.back();
    stack_.pop_back();
    if (++steps_ > kMaxSteps)
      throw UnsupportedOperationError("this query is too large to be written as SQL");
    execute(task);
  }
}

void Printer::execute(const Task& task) {
  switch (task.kind) {
    case Task::Kind::text:
      out_ += task.text;
      return;
    case Task::Kind::identifier:
      out_ += SqlIdentifier(task.text).text();
      return;
    case Task::Kind::column:
      return print_column(*static_cast<const FromItem*>(task.what), task.index);
    case Task::Kind::newline:
      out_ += '\n';
      out_.append(2 * static_cast<std::size_t>(std::min(task.scope->depth, kMaxIndent)), ' ');
      return;
    case Task::Kind::expression:
      return print_expression(*static_cast<const ExprNode*>(task.what), task);
    case Task::Kind::value:
      return print_value(*static_cast<const SelectColumn*>(task.what), task);
    case Task::Kind::condition:
      return print_condition(*static_cast<const Condition*>(task.what), task);
    case Task::Kind::select:
      return print_select(*static_cast<const Select*>(task.what), task.scope,
                          static_cast<int>(task.index));
    case Task::Kind::from:
      return print_from(*static_cast<const FromItem*>(task.what), task.scope);
    case Task::Kind::modifiers:
      return print_modifiers(*static_cast<const Modifiers*>(task.what), task.scope);
  }
}

void Printer::text(std::string_view text) {
  batch_.empty() ? static_cast<void>(out_ += text) : add({.kind = Task::Kind::text, .text = text});
}

void Printer::owned(std::string text) {
  if (batch_.empty()) {
    out_ += text;
  } else {
    add({.kind = Task::Kind::text, .text = owned_.emplace_back(std::move(text))});
  }
}

void Printer::identifier(std::string_view name) {
  batch_.empty() ? static_cast<void>(out_ += SqlIdentifier(name).text())
                 : add({.kind = Task::Kind::identifier, .text = name});
}

void Printer::newline(const PrintScope* scope) {
  add({.kind = Task::Kind::newline, .scope = scope});
}

void Printer::expression(const ExprNode& node, const PrintScope* scope, std::uint8_t power,
                         std::uint8_t flags) {
  add({.kind = Task::Kind::expression,
       .power = power,
       .flags = flags,
       .what = &node,
       .scope = scope});
}

void Printer::value(const SelectColumn& column, const PrintScope* scope, std::uint8_t power,
                    std::uint8_t flags) {
  add({.kind = Task::Kind::value, .power = power, .flags = flags, .what = &column, .scope = scope});
}

void Printer::column(const FromItem& item, std::uint32_t index) {
  batch_.empty() ? print_column(item, index)
                 : add({.kind = Task::Kind::column, .index = index, .what = &item});
}

void Printer::nested(const Select& select, const PrintScope* parent, int depth) {
  add({.kind = Task::Kind::select,
       .index = static_cast<std::uint32_t>(depth),
       .what = &select,
       .scope = parent});
}

void Printer::print_column(const FromItem& item, std::uint32_t index) {
  if (options_.qualify_columns) {
    out_ += 't';
    out_ += std::to_string(item.alias);
    out_ += '.';
  }
  const Schema& schema = item.relation->schema();
  out_ += SqlIdentifier(index < schema.size() ? schema[index].name : item.select->hidden).text();
}

void Printer::literal(const Scalar& value) {
  print_literal(value, kBare);
  drain();
}

void Printer::with_clause() {
  if (tree_.common_tables.empty()) return;
  for (std::size_t i = 0; i < tree_.common_tables.size(); ++i) {
    const CommonTable& table = tree_.common_tables[i];
    out_ += i == 0 ? "WITH " : ", ";
    out_ += table.name;
    out_ += table.materialized ? " AS MATERIALIZED (" : " AS (";
    out_ += "\n  ";
    nested(*table.select, nullptr, 1);
    drain();
    out_ += "\n)";
  }
  out_ += '\n';
}

void Printer::query() {
  with_clause();
  nested(*tree_.root, nullptr, 0);
  drain();
}

void Printer::condition(const Condition& condition, const Select& scope) {
  const PrintScope& made = scopes_.emplace_back(PrintScope{&scope, nullptr, 0});
  const std::uint8_t power = scope.where.size() > 1 ? kAndPower : std::uint8_t{0};
  add({.kind = Task::Kind::condition, .power = power, .what = &condition, .scope = &made});
  drain();
}

void Printer::value(const SelectColumn& column, const Select& scope) {
  value(column, &scopes_.emplace_back(PrintScope{&scope, nullptr, 0}));
  drain();
}

}  // namespace egregora::detail
