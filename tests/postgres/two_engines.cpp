// SPDX-License-Identifier: Apache-2.0
#include "postgres/two_engines.hpp"

#include "golden/golden_case.hpp"
#include "postgres/postgres_values.hpp"

namespace egregora::testing {

namespace {
PostgresConnection connect_to_golden_database() {
  PostgresConnection admin = postgres_server().connect();
  admin.execute("DROP DATABASE IF EXISTS db");
  admin.execute("CREATE DATABASE db");
  PostgresConnection connection = postgres_server().connect("db");
  connection.execute("CREATE SCHEMA main; SET search_path = main");
  connection.execute(kReadableOutput);
  return connection;
}

TableDefinition definition_of(const Schema& schema) {
  TableDefinition definition;
  for (const Field& field : schema) definition.columns.push_back({field});
  return definition;
}
}  // namespace

const PostgresServer& postgres_server() {
  static const PostgresServer server;
  return server;
}

TwoEngines::TwoEngines()
    : engine_(open_duckdb({})),
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
