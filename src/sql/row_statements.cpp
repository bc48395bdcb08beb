// SPDX-License-Identifier: Apache-2.0
// Statements that change rows: insert, update, delete.
#include <egregora/core/errors.hpp>

#include <algorithm>
#include <functional>

#include "sql/statement_parts.hpp"

namespace egregora {

namespace {
using detail::full_name;

void check_width(const TableName& table, std::size_t columns, std::size_t values) {
  if (columns == values && columns > 0) return;
  throw IntegrityError("an insert into '" + table.name + "' names " + std::to_string(columns) +
                           " columns and gives " + std::to_string(values) + " values",
                       {.object_name = table.name});
}

std::string insert_words(const TableName& table, const std::vector<std::string>& columns) {
  return "INSERT INTO " + full_name(table) + " " + detail::column_list(columns) + "\n";
}

std::string of_source(const std::string& column) {
  return "\"source\"." + SqlIdentifier(column).text();
}

/// What MERGE says after its query: which rows meet, and what happens to those that do and do not.
/// MERGE, unlike ON CONFLICT, asks for no index and is what further engines have too.
std::string merge_actions(const Upsert& statement,
                          const std::function<bool(const std::string&)>& in_key) {
  std::string meeting;
  for (const std::string& column : statement.key) {
    meeting += (meeting.empty() ? "" : " AND ") + ("\"target\"." + SqlIdentifier(column).text()) +
               " = " + of_source(column);
  }
  std::string assignments;
  std::string values;
  for (const std::string& column : statement.columns) {
    values += (values.empty() ? "" : ", ") + of_source(column);
    if (in_key(column)) continue;
    assignments += (assignments.empty() ? "" : ", ") + SqlIdentifier(column).text() + " = " +
                   of_source(column);
  }
  std::string text =
      ") AS \"source\" " + detail::column_list(statement.columns) + "\nON " + meeting;
  if (!assignments.empty()) text += "\nWHEN MATCHED THEN UPDATE SET " + assignments;
  return text + "\nWHEN NOT MATCHED THEN INSERT " + detail::column_list(statement.columns) +
         " VALUES (" + values + ")";
}

void print_where(detail::Printer& printer, const detail::Select& select) {
  for (const detail::Condition& condition : select.where) {
    printer.raw(&condition == &select.where.front() ? "\nWHERE " : "\n  AND ");
    printer.condition(condition, select);
  }
}
}  // namespace

SqlStatement to_statement(const InsertQuery& statement, const CompileOptions& options) {
  check_width(statement.table, statement.columns.size(), statement.query.schema().size());
  return detail::around_query(insert_words(statement.table, statement.columns), statement.query, "",
                              options);
}

SqlStatement to_statement(const Upsert& statement, const CompileOptions& options) {
  check_width(statement.table, statement.columns.size(), statement.query.schema().size());
  const auto in_key = [&](const std::string& column) {
    return std::any_of(statement.key.begin(), statement.key.end(), [&](const std::string& part) {
      return fold_case(part) == fold_case(column);
    });
  };
  const auto given = std::count_if(statement.columns.begin(), statement.columns.end(), in_key);
  if (statement.key.empty() || static_cast<std::size_t>(given) != statement.key.size()) {
    throw IntegrityError("an upsert into '" + statement.table.name +
                             "' needs a key, each of whose columns is among those it gives",
                         {.object_name = statement.table.name});
  }
  return detail::around_query(
      "MERGE INTO " + full_name(statement.table) + " AS \"target\"\nUSING (", statement.query,
      merge_actions(statement, in_key), options);
}

SqlStatement to_statement(const InsertRows& statement, const CompileOptions& options) {
  if (statement.rows.empty()) {
    throw InvalidOperationError("an insert into '" + statement.table.name + "' without rows",
                                {.object_name = statement.table.name});
  }
  const detail::SelectTree none;
  detail::Printer printer(none,
                          {.dialect = options.dialect, .bind_literals = options.bind_literals});
  printer.raw(insert_words(statement.table, statement.columns));
  for (const std::vector<Scalar>& row : statement.rows) {
    check_width(statement.table, statement.columns.size(), row.size());
    printer.raw(&row == &statement.rows.front() ? "VALUES (" : ", (");
    for (const Scalar& value : row) {
      if (&value != &row.front()) printer.raw(", ");
      printer.literal(value);
    }
    printer.raw(")");
  }
  return printer.finish();
}

SqlStatement to_statement(const Update& statement, const CompileOptions& options) {
  if (statement.assignments.empty()) {
    throw InvalidOperationError("an update of '" + statement.table.name + "' sets no column",
                                {.object_name = statement.table.name});
  }
  for (const Named& assignment : statement.assignments) statement.schema.at(assignment.name);
  const detail::RowExpressions parts(statement.table, statement.schema, statement.assignments,
                                     statement.where, options);
  detail::Printer printer(parts.tree(),
                          {.dialect = options.dialect, .bind_literals = options.bind_literals});
  printer.with_clause();
  printer.raw("UPDATE " + full_name(statement.table) + " AS " + parts.alias());
  for (std::size_t i = 0; i < statement.assignments.size(); ++i) {
    printer.raw(i == 0 ? "\nSET " : ", ");
    printer.raw(SqlIdentifier(statement.assignments[i].name).text() + " = ");
    printer.value((*parts.select().columns)[i], parts.select());
  }
  print_where(printer, parts.select());
  return printer.finish();
}

SqlStatement to_statement(const UpdateRow& statement, const CompileOptions& options) {
  const auto fits = [](const auto& names, const auto& values) {
    return !names.empty() && names.size() == values.size();
  };
  if (!fits(statement.columns, statement.values) || !fits(statement.key, statement.key_values)) {
    throw IntegrityError("an update of a row of '" + statement.table.name +
                             "' needs columns and a key, and a value for each of them",
                         {.object_name = statement.table.name});
  }
  const detail::SelectTree none;
  detail::Printer printer(none,
                          {.dialect = options.dialect, .bind_literals = options.bind_literals});
  const auto print = [&](const auto& names, const auto& values, std::string_view between) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0) printer.raw(between);
      printer.raw(SqlIdentifier(names[i]).text() + " = ");
      printer.literal(values[i]);
    }
  };
  printer.raw("UPDATE " + full_name(statement.table) + "\nSET ");
  print(statement.columns, statement.values, ", ");
  printer.raw("\nWHERE ");
  print(statement.key, statement.key_values, "\n  AND ");
  return printer.finish();
}

SqlStatement to_statement(const Delete& statement, const CompileOptions& options) {
  const detail::RowExpressions parts(statement.table, statement.schema, {}, statement.where,
                                     options);
  detail::Printer printer(parts.tree(),
                          {.dialect = options.dialect, .bind_literals = options.bind_literals});
  printer.with_clause();
  printer.raw("DELETE FROM " + full_name(statement.table) + " AS " + parts.alias());
  print_where(printer, parts.select());
  return printer.finish();
}

}  // namespace egregora
