// SPDX-License-Identifier: Apache-2.0
// From items as text: tables, files, values, selects, joins.
#include <egregora/sql/statements.hpp>

#include "core/check.hpp"
#include "sql/file_function.hpp"
#include "sql/literal_text.hpp"
#include "sql/printer.hpp"

namespace egregora::detail {

namespace {
std::string_view join_word(JoinKind kind) {
  switch (kind) {
    case JoinKind::inner:
      return "JOIN ";
    case JoinKind::left:
      return "LEFT JOIN ";
    case JoinKind::right:
      return "RIGHT JOIN ";
    case JoinKind::outer:
      return "FULL JOIN ";
    case JoinKind::semi:
      return "SEMI JOIN ";
    case JoinKind::anti:
      return "ANTI JOIN ";
    case JoinKind::cross:
      return "CROSS JOIN ";
  }
  return "";
}
}  // namespace

void Printer::print_from(const FromItem& item, const PrintScope* scope) {
  const bool joined = &item != &scope->select->from.front();
  if (joined) text(join_word(item.join));
  switch (item.kind) {
    case FromItem::Kind::table:
      text(item.name);
      break;
    case FromItem::Kind::common_table:
      text(tree_.common_tables[item.common_table].name);
      break;
    case FromItem::Kind::file:
      print_file(item);
      break;
    case FromItem::Kind::values:
      print_values(item);
      break;
    case FromItem::Kind::select:
    case FromItem::Kind::set_operation:
      print_enclosed(item, scope);
      break;
  }
  if (item.kind != FromItem::Kind::values) owned(" AS t" + std::to_string(item.alias));
  if (!joined || item.join == JoinKind::cross) return;
  text(" ON ");
  if (item.on == nullptr) return text("TRUE");
  expression(*item.on, scope);
}

void Printer::print_enclosed(const FromItem& item, const PrintScope* scope) {
  // A select in FROM sees what its own query's expressions see outside, not its neighbours.
  const PrintScope& inside =
      scopes_.emplace_back(PrintScope{item.select, scope->parent, scope->depth + 1});
  text("(");
  newline(&inside);
  if (item.select != nullptr) {
    nested(*item.select, scope->parent, inside.depth);
  } else {
    print_set_operation(*item.set_operation, &inside);
  }
  newline(scope);
  text(")");
}

void Printer::print_file(const FromItem& item) {
  const auto& file = *item.relation->get_if<relation::FileScan>();
  owned(file_function(file.path, file.format));
}

namespace {
/// Frames of no more cells are bound: their statement is then the same for all values, and DuckDB
/// runs its plan again, in a sixth of the time. Beside a stored table it plans anew each time, and
/// more parameters than this cost more there than literals.
constexpr std::size_t kMostCellsBound = 16;

bool can_be_bound(const DataFrame& frame) {
  const auto cells = static_cast<std::size_t>(frame.num_rows() * frame.num_columns());
  return cells <= kMostCellsBound &&
         std::none_of(frame.schema().begin(), frame.schema().end(), [](const Field& field) {
           return field.type.is_nested() || field.type.kind() == TypeKind::enumeration;
         });
}
}  // namespace

/// A cell as a parameter that says its type: only then the plan can be made before the value is
/// known.
std::string Printer::bound_cell(const Scalar& cell) {
  parameters_.push_back(cell);
  const std::string place =
      traits_.numbered_parameters ? "$" + std::to_string(parameters_.size()) : std::string("?");
  return "CAST(" + place + " AS " + type_sql(cell.type(), *options_.dialect) + ")";
}

void Printer::print_values(const FromItem& item) {
  const DataFrame& frame = item.relation->get_if<relation::InMemory>()->frame;
  const Dialect& dialect = *options_.dialect;
  const auto columns = static_cast<std::size_t>(frame.num_columns());
  const bool bound = options_.bind_literals && can_be_bound(frame);
  std::string text = frame.num_rows() == 0 ? "(SELECT " : "(VALUES ";
  const auto row_text = [&](std::int64_t row) {
    for (std::size_t i = 0; i < columns; ++i) {
      if (i > 0) text += ", ";
      // The first row gives the columns their types.
      const Scalar cell = row < 0 ? Scalar::null(frame.schema()[i].type) : frame.value(row, i);
      if (bound && !cell.is_null()) {
        text += bound_cell(cell);
      } else {
        append_literal(text, cell, dialect, row <= 0 ? LiteralForm::typed : LiteralForm::bare);
      }
    }
  };
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    text += row == 0 ? "(" : ", (";
    row_text(row);
    text += ')';
  }
  if (frame.num_rows() == 0) {
    row_text(-1);
    text += " WHERE FALSE";
  }
  text += ") AS t" + std::to_string(item.alias) + "(";
  for (std::size_t i = 0; i < columns; ++i)
    text += (i > 0 ? ", " : "") + SqlIdentifier(frame.schema()[i].name).text();
  owned(text + ")");
}

}  // namespace egregora::detail
