// SPDX-License-Identifier: Apache-2.0
// Runs lazy tables and typed statements on one connection: resolves their names to
// catalog.schema.table, and loads tables in memory where they are used. The only place of this
// layer where SQL text passes through.
#pragma once

#include <egregora/engine/engine.hpp>
#include <egregora/sql/statements.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "database/compiled_tables.hpp"
#include "database/scratch_tables.hpp"

namespace egregora::detail {

/// Rows in memory up to which a statement prints a table as VALUES: creating, loading and dropping
/// one costs some 0.3 ms.
inline constexpr std::int64_t kMostRowsPrinted = 50;

/// Thread safety: one thread at a time. Lifetime: must not outlive engine and connection.
class Session {
 public:
  /// Without `scratch`, every name is a durable table's. `compiled` goes with `scratch`: what was
  /// compiled with other names is of no use.
  Session(Engine& engine, Connection& connection, const ScratchTables* scratch = nullptr,
          CompiledTables* compiled = nullptr)
      : engine_(engine), connection_(connection), scratch_(scratch), compiled_(compiled) {}
  /// Drops what was loaded.
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Connection& connection() const noexcept { return connection_; }
  Engine& engine() const noexcept { return engine_; }

  /// The full name of a durable table.
  TableName durable(std::string_view name) const;
  /// The full name of whatever `name` means to this manager now.
  TableName resolve(std::string_view name) const;
  /// Columns of a table or view; absent where there is none.
  std::optional<Schema> schema_of(const TableName& table) const {
    return engine_.table_schema(connection_, table);
  }

  /// The same without nullability, for half the time.
  std::optional<Schema> columns_of(const TableName& table) const {
    return engine_.table_columns(connection_, table);
  }

  Schema schema_of_file(const ReadFile& file);

  DataFrame query(const Table& table, const Parameters& parameters = {});
  std::unique_ptr<ResultStream> stream(const Table& table, std::int64_t batch_size);
  /// The SQL with literals inlined.
  std::string text(const Table& table);
  std::string explain(const Table& table);
  /// Runs a statement of sql/statements.hpp; returns the rows it changed.
  template <class S>
  std::int64_t run(const S& statement) {
    return execute(to_statement(statement, options(false)));
  }
  /// The same with its values as parameters, for what comes again with other values: the engine
  /// keeps such a statement.
  template <class S>
  std::int64_t run_often(const S& statement) {
    return execute(to_statement(statement, options(true)));
  }
  /// Runs a statement and returns its rows.
  template <class S>
  DataFrame fetch(const S& statement) {
    return rows(to_statement(statement, options(false)));
  }

 private:
  CompileOptions options(bool bind_literals);
  std::shared_ptr<const SqlStatement> compiled(const Table& table);
  std::int64_t execute(const SqlStatement& statement);
  DataFrame rows(const SqlStatement& statement);
  std::string load(const DataFrame& frame);

  Engine& engine_;
  Connection& connection_;
  const ScratchTables* scratch_;
  CompiledTables* compiled_;
  // Kept whole, so that a frame's address names it for as long as it counts.
  std::map<const void*, std::pair<DataFrame, std::string>> loaded_;
};

/// `"catalog"."schema"."name"`, as the engine reads it.
std::string quoted(const TableName& table);

}  // namespace egregora::detail
