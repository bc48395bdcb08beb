// SPDX-License-Identifier: Apache-2.0
// A chain of verbs gives the same rows whether they are merged into few selects or written one
// select each, and whether its literals stand in the text or are bound.
#include <egregora/engine/engine.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "property/random_pipeline.hpp"
#include "sql/lowering.hpp"
#include "sql/printer.hpp"

namespace egregora::testing {
namespace {

Connection& duckdb() {
  static const std::shared_ptr<Engine> engine = open_duckdb({});
  static const std::unique_ptr<Connection> connection = [] {
    auto made = engine->connect();
    made->execute(
        "CREATE TABLE numbers AS SELECT nullif(i * 7 % 5, 4) AS a, nullif(i % 3, 2) AS b, "
        "i * i % 11 - 3 AS c FROM range(12) AS r(i)");
    made->execute(
        "CREATE TABLE others AS SELECT i % 4 AS b, nullif(i % 5, 3) AS d FROM range(7) AS r(i)");
    return made;
  }();
  return *connection;
}

std::vector<std::string> sorted_rows(const SqlStatement& statement) {
  const DataFrame frame = duckdb().query(statement.text, statement.parameters);
  std::vector<std::string> rows;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    std::string text;
    for (std::size_t i = 0; i < frame.schema().size(); ++i)
      text += frame.value(row, i).to_string() + "|";
    rows.push_back(std::move(text));
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

SqlStatement unmerged(const Table& table) {
  const detail::SelectTree tree =
      detail::lower(*table.node(), {.dialect = &Dialect::duckdb(), .merge = false});
  detail::Printer printer(tree, {.dialect = &Dialect::duckdb()});
  printer.query();
  return printer.finish();
}

RC_GTEST_PROP(MergedSelect, gives_the_rows_of_the_unmerged_one, ()) {
  const Table table = RandomPipeline().build();
  const SqlStatement merged = compile(table, {});
  const SqlStatement apart = unmerged(table);
  RC_LOG() << merged.text << "\n\n" << apart.text << "\n";
  const auto rows = sorted_rows(merged);
  RC_ASSERT(rows == sorted_rows(apart));
  RC_ASSERT(rows == sorted_rows(compile(table, {.bind_literals = true})));
}

RC_GTEST_PROP(MergedSelect, has_the_types_of_its_schema, ()) {
  const Table table = RandomPipeline().build();
  const SqlStatement merged = compile(table, {.bind_literals = true});
  RC_LOG() << merged.text << "\n";
  const Schema schema = duckdb().query(merged.text, merged.parameters).schema();
  RC_ASSERT(schema.names() == table.schema().names());
  for (std::size_t i = 0; i < schema.size(); ++i)
    RC_ASSERT(schema[i].type == table.schema()[i].type);
}

}  // namespace
}  // namespace egregora::testing
