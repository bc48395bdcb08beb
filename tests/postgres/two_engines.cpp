// SPDX-License-Identifier: Apache-2.0
#include "postgres/two_engines.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>

#include "golden/golden_case.hpp"
#include "postgres/postgres_values.hpp"

namespace egregora::testing {

namespace {
PostgresConnection connect_to_golden_database() {
  PostgresConnection admin = postgres_server().connect();
  admin.execute("DROP DATABASE IF EXISTS db");
  admin.execute("CREATE DATABASE db");
  PostgresConnection connection = postgres_server().connect("db");
  connection.execute("CREATE SCHEMA main; SET search_path = main; SET statement_timeout = '60s'");
  connection.execute(kReadableOutput);
  return connection;
}

TableDefinition definition_of(const Schema& schema) {
  TableDefinition definition;
  for (const Field& field : schema) definition.columns.push_back({field});
  return definition;
}

std::string lines_only_in(const std::vector<std::string>& some, std::vector<std::string> others) {
  std::string lines;
  for (const std::string& row : some) {
    const auto found = std::find(others.begin(), others.end(), row);
    found == others.end() ? static_cast<void>(lines += "  " + row + "\n")
                          : static_cast<void>(others.erase(found));
  }
  return lines;
}
}  // namespace

std::string difference(const Outcome& duckdb, const Outcome& postgres) {
  if (!duckdb.error.empty() && !postgres.error.empty()) return "";
  if (!duckdb.error.empty()) return "refused by DuckDB alone: " + duckdb.error + "\n";
  if (!postgres.error.empty()) return "refused by PostgreSQL alone: " + postgres.error + "\n";
  if (duckdb.rows == postgres.rows) return "";
  const std::string ours = lines_only_in(duckdb.rows, postgres.rows);
  const std::string theirs = lines_only_in(postgres.rows, duckdb.rows);
  if (ours.empty() && theirs.empty()) return "the same rows in another order\n";
  return "only in DuckDB:\n" + ours + "only in PostgreSQL:\n" + theirs;
}

const PostgresServer& postgres_server() {
  static const PostgresServer server;
  return server;
}

TwoEngines::TwoEngines()
    : engine_(open_duckdb({.threads = 1})),  // thousands of small queries
      duckdb_(engine_->connect()),
      postgres_(connect_to_golden_database()) {
  create("items", items_schema());
  create("cte0", items_schema());
  create("authors", authors_schema());
  postgres_.execute("CREATE VIEW \"v\"\"w\" AS SELECT 1 AS one");
}

void TwoEngines::create(const std::string& name, const Schema& schema) {
  const CreateTable statement{.table = {.name = name}, .definition = definition_of(schema)};
  duckdb_->execute(to_statement(statement, {}).text);
  postgres_.execute(to_statement(statement, {.dialect = &Dialect::postgresql()}).text);
}

void TwoEngines::add(const std::string& name, const Schema& schema,
                     const std::vector<std::vector<Scalar>>& rows) {
  create(name, schema);
  fill(name, schema, rows);
}

Outcome TwoEngines::in_duckdb(const Table& table, Doubles doubles) {
  try {
    return {.rows = row_texts(duckdb_->query(compile(table, {}).text), doubles)};
  } catch (const Error& error) {
    return {.error = error.what()};
  }
}

Outcome TwoEngines::in_postgres(const Table& table, Doubles doubles) {
  try {
    const std::string sql = compile(table, {.dialect = &Dialect::postgresql()}).text;
    const PostgresRows rows = postgres_.query(sql);
    const std::string surprise = other_types(rows.columns, table.schema());
    if (!surprise.empty()) return {.rows = {surprise}};
    return {.rows = row_texts(rows, table.schema(), doubles)};
  } catch (const PostgresError& error) {
    return {.error = error.what()};
  } catch (const TypeError& error) {  // a value that the promised type has no room for
    return {.rows = {error.what()}};
  }
}

std::string TwoEngines::other_types(const std::vector<PostgresColumn>& columns,
                                    const Schema& schema) {
  std::string surprise;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    const std::string promised = type_sql(schema[i].type, Dialect::postgresql());
    const auto [oid, fresh] = type_oids_.try_emplace(promised);
    if (fresh) oid->second = postgres_.describe("SELECT CAST(NULL AS " + promised + ")")[0].oid;
    if (columns.at(i).oid == oid->second) continue;
    surprise += schema[i].name + " is " + columns[i].type + ", not " + promised + "; ";
  }
  return surprise;
}

void TwoEngines::fill(const GoldenRows& rows) {
  fill("items", items_schema(), rows.items);
  fill("cte0", items_schema(), rows.items);
  fill("authors", authors_schema(), rows.authors);
}

void TwoEngines::fill(const std::string& name, const Schema& schema,
                      const std::vector<std::vector<Scalar>>& rows) {
  const Delete emptied{{.name = name}, schema, {}};
  duckdb_->execute(to_statement(emptied, {}).text);
  postgres_.execute(to_statement(emptied, {.dialect = &Dialect::postgresql()}).text);
  if (rows.empty()) return;
  const InsertRows filled{{.name = name}, schema.names(), rows};
  duckdb_->execute(to_statement(filled, {}).text);
  postgres_.execute(to_statement(filled, {.dialect = &Dialect::postgresql()}).text);
}

}  // namespace egregora::testing
