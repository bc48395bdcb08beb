// SPDX-License-Identifier: Apache-2.0
// Statements about sequences, and about the columns that take their values.
#include <egregora/core/errors.hpp>

#include "sql/statement_parts.hpp"

namespace egregora {

namespace {
using detail::full_name;
using detail::quoted_text;
using detail::require_duckdb;

std::string alter_column(const TableName& table, const std::string& column) {
  return "ALTER TABLE " + full_name(table) + " ALTER COLUMN " + SqlIdentifier(column).text();
}

std::string in_schema(const std::string& catalog, const std::string& schema) {
  return "\nWHERE database_name = " + quoted_text(catalog) +
         " AND schema_name = " + quoted_text(schema);
}
}  // namespace

SqlStatement to_statement(const CreateSequence& statement, const CompileOptions& options) {
  if (statement.or_replace && !(*options.dialect == Dialect::duckdb()))
    detail::throw_unsupported("replacing a sequence", *options.dialect, "drop it first");
  return {std::string(statement.or_replace ? "CREATE OR REPLACE SEQUENCE " : "CREATE SEQUENCE ") +
          (statement.if_missing ? "IF NOT EXISTS " : "") + full_name(statement.sequence) +
          " START WITH " + std::to_string(statement.start)};
}

SqlStatement to_statement(const DropSequence& statement, const CompileOptions&) {
  return {std::string("DROP SEQUENCE ") + (statement.if_exists ? "IF EXISTS " : "") +
          full_name(statement.sequence)};
}

SqlStatement to_statement(const NextValues& statement, const CompileOptions& options) {
  if (statement.count < 1) {
    throw InvalidOperationError(
        "a sequence gives at least one value; asked for " + std::to_string(statement.count),
        {.object_name = statement.sequence.name});
  }
  const char* rows = *options.dialect == Dialect::duckdb() ? "range(" : "generate_series(1, ";
  return {"SELECT nextval(" + quoted_text(full_name(statement.sequence)) + ") AS \"value\"\nFROM " +
          rows + std::to_string(statement.count) + ")"};
}

SqlStatement to_statement(const SetDefaultNext& statement, const CompileOptions&) {
  return {alter_column(statement.table, statement.column) + " SET DEFAULT nextval(" +
          quoted_text(full_name(statement.sequence)) + ")"};
}

SqlStatement to_statement(const DropDefault& statement, const CompileOptions&) {
  return {alter_column(statement.table, statement.column) + " DROP DEFAULT"};
}

SqlStatement to_statement(const CommentOnSequence& statement, const CompileOptions&) {
  return {"COMMENT ON SEQUENCE " + full_name(statement.sequence) + " IS " +
          quoted_text(statement.text)};
}

SqlStatement to_statement(const ReadSequence& statement, const CompileOptions& options) {
  require_duckdb(options, "reading a sequence's state");
  const TableName& sequence = statement.sequence;
  // Its last_value is wrong after a database was opened again (1.5.6); its text is not.
  return {
      "SELECT start_value AS \"start\", increment_by AS \"increment\", "
      "CAST(regexp_extract(sql, 'START (-?[0-9]+)', 1) AS BIGINT) AS \"next\", "
      "last_value IS NOT NULL AS \"used\", comment AS \"comment\"\nFROM duckdb_sequences()" +
      in_schema(sequence.catalog, sequence.schema) + " AND lower(sequence_name) = lower(" +
      quoted_text(sequence.name) + ")"};
}

SqlStatement to_statement(const ListSequences& statement, const CompileOptions& options) {
  require_duckdb(options, "listing sequences");
  return {"SELECT sequence_name AS \"name\"\nFROM duckdb_sequences()" +
          in_schema(statement.catalog, statement.schema) + "\nORDER BY 1"};
}

SqlStatement to_statement(const ListDefaults& statement, const CompileOptions& options) {
  require_duckdb(options, "listing defaults");
  return {
      "SELECT table_name AS \"table\", column_name AS \"column\", column_default AS "
      "\"text\"\nFROM duckdb_columns()" +
      in_schema(statement.catalog, statement.schema) +
      " AND column_default IS NOT NULL AND NOT internal\nORDER BY 1, 2"};
}

}  // namespace egregora
