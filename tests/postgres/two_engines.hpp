// SPDX-License-Identifier: Apache-2.0
// DuckDB and PostgreSQL side by side with the tables that the golden cases speak of, filled with
// the same rows; both made once for the program.
#pragma once

#include <egregora/engine/engine.hpp>
#include <egregora/sql/statements.hpp>

#include <map>
#include <string>
#include <vector>

#include "postgres/postgres_values.hpp"
#include "support/postgres_server.hpp"

namespace egregora::testing {

/// The rows of `items` and `authors`, under a name that tells what they are for.
struct GoldenRows {
  std::string name;
  std::vector<std::vector<Scalar>> items;
  std::vector<std::vector<Scalar>> authors;
};

/// Ordinary rows (NULLs, duplicates, negative numbers, unicode), values at the edges, and no rows.
const std::vector<GoldenRows>& golden_rows();

/// Rows of a query, or what the engine said instead.
struct Outcome {
  std::vector<std::string> rows = {};
  std::string error = {};
};
/// How two outcomes differ, for people; empty where they do not. An error is equal to an error.
std::string difference(const Outcome& duckdb, const Outcome& postgres);

/// The server of this program.
const PostgresServer& postgres_server();

/// The golden statements name a database "db" with a schema "main", the tables `items`, `authors`
/// and `cte0`, and a view `v"w`: in PostgreSQL they are there.
class TwoEngines {
 public:
  TwoEngines();

  Connection& duckdb() { return *duckdb_; }
  PostgresConnection& postgres() { return postgres_; }
  /// Replaces the rows of all tables in both engines.
  void fill(const GoldenRows& rows);
  /// Makes and fills a table in both engines.
  void add(const std::string& name, const Schema& schema,
           const std::vector<std::vector<Scalar>>& rows);

  /// What `table` gives, one text a row, or the message of the engine's refusal. Columns of other
  /// types than the schema promises are rows like no other.
  Outcome in_duckdb(const Table& table, Doubles doubles = Doubles::exact);
  Outcome in_postgres(const Table& table, Doubles doubles = Doubles::exact);

 private:
  std::string other_types(const std::vector<PostgresColumn>& columns, const Schema& schema);
  void create(const std::string& name, const Schema& schema);
  void fill(const std::string& name, const Schema& schema,
            const std::vector<std::vector<Scalar>>& rows);

  std::shared_ptr<Engine> engine_;
  std::unique_ptr<Connection> duckdb_;
  PostgresConnection postgres_;
  std::map<std::string, unsigned> type_oids_;  ///< as the promised types are called -> their number
};

}  // namespace egregora::testing
