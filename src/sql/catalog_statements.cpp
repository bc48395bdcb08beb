// SPDX-License-Identifier: Apache-2.0
// Statements that ask an engine what it holds and what it would do.
#include <egregora/core/errors.hpp>

#include "sql/statement_parts.hpp"

namespace egregora {

namespace {
using detail::quoted_text;
using detail::require_duckdb;

/// What a part of a name is compared with in the catalog; the connection's own where it is empty.
std::string part_text(const std::string& part, const char* current) {
  return part.empty() ? std::string(current) : quoted_text(part);
}

/// Picks one table out of a catalog function. Names are compared as the engine does: letter case
/// aside.
std::string duckdb_where(const TableName& table) {
  return "\nWHERE database_name = " + part_text(table.catalog, "current_database()") +
         " AND schema_name = " + part_text(table.schema, "current_schema()") +
         " AND lower(table_name) = lower(" + quoted_text(table.name) + ")";
}
}  // namespace

SqlStatement to_statement(const ListRelations& statement, const CompileOptions& options) {
  if (*options.dialect == Dialect::postgresql()) {
    return {
        "SELECT table_name AS \"name\", "
        "CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS \"kind\"\n"
        "FROM information_schema.tables\nWHERE table_catalog = " +
        part_text(statement.catalog, "current_catalog") +
        " AND table_schema = " + part_text(statement.schema, "current_schema") + "\nORDER BY 1"};
  }
  const std::string where =
      "\nWHERE database_name = " + part_text(statement.catalog, "current_database()") +
      " AND schema_name = " + part_text(statement.schema, "current_schema()");
  return {"SELECT table_name AS \"name\", 'table' AS \"kind\"\nFROM duckdb_tables()" + where +
          " AND NOT internal\nUNION ALL\nSELECT view_name, 'view'\nFROM duckdb_views()" + where +
          " AND NOT internal\nORDER BY 1"};
}

SqlStatement to_statement(const ReadDefinition& statement, const CompileOptions& options) {
  require_duckdb(options, "reading a table's definition");
  return {"SELECT table_name AS \"name\", sql AS \"definition\"\nFROM duckdb_tables()" +
          duckdb_where(statement.table)};
}

SqlStatement to_statement(const CreateTableLike& statement, const CompileOptions& options) {
  require_duckdb(options, "creating a table from a definition");
  const std::size_t columns = statement.definition.find('(');
  if (columns == std::string::npos || !statement.definition.starts_with("CREATE TABLE ")) {
    throw InvalidOperationError("this is no definition of a table: " + statement.definition,
                                {.object_name = statement.table.name});
  }
  std::string body = statement.definition.substr(columns);
  while (body.ends_with(';') || body.ends_with('\n')) body.pop_back();
  return {"CREATE TABLE " + detail::full_name(statement.table) + " " + body};
}

SqlStatement to_statement(const ListConstraints& statement, const CompileOptions& options) {
  require_duckdb(options, "listing a table's constraints");
  return {
      "SELECT constraint_type AS \"kind\", constraint_column_names AS \"columns\", "
      "constraint_text AS \"text\"\nFROM duckdb_constraints()" +
      duckdb_where(statement.table) + "\nORDER BY constraint_index"};
}

SqlStatement to_statement(const Explain& statement, const CompileOptions& options) {
  return detail::around_query("EXPLAIN ", statement.query, "", options);
}

}  // namespace egregora
