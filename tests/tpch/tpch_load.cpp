// SPDX-License-Identifier: Apache-2.0
// The eight tables in an engine.
#include "tpch/tpch_data.hpp"

namespace egregora::tpch {

CreateTable create_statement(const TpchTable& table) {
  TableDefinition definition{.primary_key = table.primary_key};
  for (const Field& field : table.schema) definition.columns.push_back({field});
  return {.table = {.name = table.name}, .definition = std::move(definition)};
}

void load_tpch(Connection& connection) {
  const auto data = make_tpch_data();
  for (const TpchTable& table : tpch_schema()) {
    connection.execute(to_statement(create_statement(table), {}).text);
    const auto appender = connection.append_to({.name = table.name});
    appender->append(data.at(table.name));
    appender->close();
  }
}

}  // namespace egregora::tpch
