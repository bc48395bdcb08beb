// SPDX-License-Identifier: Apache-2.0
// Statements that make, rename and remove tables and views.
#include <egregora/core/errors.hpp>

#include "sql/statement_parts.hpp"

namespace egregora {

namespace {
using detail::full_name;

/// What defaults and checks are printed with: they stand in the table's definition, for good.
CompileOptions definition_options(const CompileOptions& options) {
  return {.dialect = options.dialect};
}

std::string value_text(const TableName& table, const Expr& value, const CompileOptions& options) {
  const detail::RowExpressions parts(table, Schema{{"none", DataType::int64()}}, {{"value", value}},
                                     {}, options);
  detail::Printer printer(parts.tree(), {.dialect = options.dialect, .qualify_columns = false});
  const auto* literal = without_alias(value).node()->get_if<node::Literal>();
  literal != nullptr ? printer.literal(literal->value)
                     : printer.value((*parts.select().columns)[0], parts.select());
  return printer.finish().text;
}

std::string rule_text(const TableName& table, const Schema& schema, const Expr& rule,
                      const CompileOptions& options) {
  const detail::RowExpressions parts(table, schema, {}, rule, options);
  if (!parts.tree().subqueries.empty()) {
    throw InvalidOperationError("a check of '" + table.name + "' must not look at other rows",
                                {.object_name = table.name});
  }
  detail::Printer printer(parts.tree(), {.dialect = options.dialect, .qualify_columns = false});
  printer.condition(parts.select().where.front(), parts.select());
  return printer.finish().text;
}

std::string column_text(const TableName& table, const ColumnDeclaration& column,
                        const CompileOptions& options) {
  std::string text =
      SqlIdentifier(column.field.name).text() + " " + type_sql(column.field.type, *options.dialect);
  if (!column.field.nullable) text += " NOT NULL";
  if (column.default_value) {
    const std::string value = value_text(table, *column.default_value, options);
    const bool literal = without_alias(*column.default_value).node()->get_if<node::Literal>();
    text += literal ? " DEFAULT " + value : " DEFAULT (" + value + ")";
  }
  return text;
}

std::vector<std::string> key_of(const TableDefinition& definition) {
  if (!definition.primary_key.empty()) return definition.primary_key;
  std::vector<std::string> key;
  for (const ColumnDeclaration& column : definition.columns) {
    if (column.primary_key) key.push_back(column.field.name);
  }
  return key;
}

std::string definition_text(const TableName& table, const TableDefinition& definition,
                            const CompileOptions& options) {
  std::vector<std::string> lines;
  std::vector<Field> fields;
  for (const ColumnDeclaration& column : definition.columns) {
    lines.push_back(column_text(table, column, options));
    fields.push_back(column.field);
  }
  const std::vector<std::string> key = key_of(definition);
  if (!key.empty()) lines.push_back("PRIMARY KEY " + detail::column_list(key));
  const Schema schema(std::move(fields));
  for (const Check& check : definition.checks) {
    const std::string name =
        check.name.empty() ? "" : "CONSTRAINT " + SqlIdentifier(check.name).text() + " ";
    lines.push_back(name + "CHECK (" + rule_text(table, schema, check.rule, options) + ")");
  }
  std::string text = "(\n";
  for (const std::string& line : lines)
    text += "  " + line + (&line == &lines.back() ? "\n" : ",\n");
  return text + ")";
}

std::string create_words(bool or_replace, bool temporary, const CompileOptions& options) {
  const detail::DialectTraits& traits = detail::traits_of(*options.dialect);
  if (or_replace && !traits.create_or_replace_table)
    detail::throw_unsupported("CREATE OR REPLACE TABLE", *options.dialect);
  return std::string("CREATE ") + (or_replace ? "OR REPLACE " : "") +
         (temporary ? "TEMPORARY " : "") + "TABLE ";
}
}  // namespace

SqlStatement to_statement(const CreateTable& statement, const CompileOptions& options) {
  if (statement.definition.columns.empty()) {
    throw InvalidOperationError("a table has at least one column: '" + statement.table.name + "'",
                                {.object_name = statement.table.name});
  }
  std::string text = create_words(statement.or_replace, statement.temporary, options);
  if (statement.if_missing) text += "IF NOT EXISTS ";
  text += full_name(statement.table) + " ";
  text += definition_text(statement.table, statement.definition, definition_options(options));
  return {std::move(text)};
}

SqlStatement to_statement(const CreateTableAs& statement, const CompileOptions& options) {
  const std::string words = create_words(statement.or_replace, statement.temporary, options);
  return detail::around_query(words + full_name(statement.table) + " AS\n", statement.query, "",
                              options);
}

SqlStatement to_statement(const CreateView& statement, const CompileOptions& options) {
  const std::string words = statement.or_replace ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ";
  return detail::around_query(words + full_name(statement.view) + " AS\n", statement.query, "",
                              definition_options(options));
}

SqlStatement to_statement(const DropTable& statement, const CompileOptions&) {
  return {(statement.if_exists ? "DROP TABLE IF EXISTS " : "DROP TABLE ") +
          full_name(statement.table)};
}

SqlStatement to_statement(const DropView& statement, const CompileOptions&) {
  return {(statement.if_exists ? "DROP VIEW IF EXISTS " : "DROP VIEW ") +
          full_name(statement.view)};
}

SqlStatement to_statement(const AddColumn& statement, const CompileOptions& options) {
  const Field& field = statement.column.field;
  if (!field.nullable && *options.dialect == Dialect::duckdb()) {
    detail::throw_unsupported("adding column '" + field.name + "', which is never NULL",
                              *options.dialect, "add it nullable, or make a new table");
  }
  if (!field.nullable && !statement.column.default_value) {
    throw InvalidOperationError(
        "a column that is never NULL needs a default to be added: '" + field.name + "'",
        {.object_name = field.name});
  }
  return {"ALTER TABLE " + full_name(statement.table) + " ADD COLUMN " +
          column_text(statement.table, statement.column, definition_options(options))};
}

SqlStatement to_statement(const RenameColumn& statement, const CompileOptions&) {
  return {"ALTER TABLE " + full_name(statement.table) + " RENAME COLUMN " +
          SqlIdentifier(statement.column).text() + " TO " +
          SqlIdentifier(statement.new_name).text()};
}

SqlStatement to_statement(const RenameTable& statement, const CompileOptions&) {
  return {"ALTER TABLE " + full_name(statement.table) + " RENAME TO " +
          SqlIdentifier(statement.new_name).text()};
}

}  // namespace egregora
