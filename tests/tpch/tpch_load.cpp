// SPDX-License-Identifier: Apache-2.0
// The eight tables in an engine.
#include <egregora/sql/statements.hpp>

#include "tpch/tpch_data.hpp"
#include "tpch/tpch_schema.hpp"

namespace egregora::tpch {

void create_tpch_tables(Connection& connection) {
  for (const TpchTable& table : tpch_schema()) {
    TableDefinition definition{.primary_key = table.primary_key};
    for (const Field& field : table.schema) definition.columns.push_back({field});
    const CreateTable create{.table = {.name = table.name}, .definition = std::move(definition)};
    connection.execute(to_statement(create, {}).text);
  }
}

void load_tpch(Connection& connection) {
  create_tpch_tables(connection);
  for (const auto& [name, frame] : make_tpch_data()) {
    const auto appender = connection.append_to({.name = name});
    appender->append(frame);
    appender->close();
  }
}

}  // namespace egregora::tpch
