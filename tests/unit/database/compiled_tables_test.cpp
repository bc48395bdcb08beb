// SPDX-License-Identifier: Apache-2.0
// Which statements are known, and when they are no longer.
#include "database/compiled_tables.hpp"

#include <gtest/gtest.h>

#include <egregora/expr/memtable.hpp>

#include <optional>
#include <string>

namespace egregora::detail {
namespace {

std::shared_ptr<const SqlStatement> statement(std::string text) {
  return std::make_shared<const SqlStatement>(SqlStatement{std::move(text)});
}
Table a_table() { return memtable({{"x", {1}}}); }

TEST(CompiledTables, are_known_by_identity_and_by_what_names_meant) {
  CompiledTables compiled;
  const Table table = a_table();
  EXPECT_EQ(compiled.find(table, 0), nullptr);
  compiled.add(table, 0, statement("one"));
  const Table copy = table;
  ASSERT_NE(compiled.find(copy, 0), nullptr);
  EXPECT_EQ(compiled.find(copy, 0)->text, "one");
  EXPECT_EQ(compiled.find(table, 1), nullptr);
  EXPECT_EQ(compiled.find(a_table(), 0), nullptr);
}

TEST(CompiledTables, do_not_keep_a_table_alive) {
  CompiledTables compiled;
  std::optional<Table> table = a_table();
  const std::weak_ptr<const RelationNode> node = table->node();
  compiled.add(*table, 0, statement("one"));
  table.reset();
  EXPECT_TRUE(node.expired());
}

TEST(CompiledTables, give_way_to_later_ones_but_not_to_whoever_uses_them) {
  CompiledTables compiled;
  const Table first = a_table();
  compiled.add(first, 0, statement("first"));
  const auto used = compiled.find(first, 0);
  std::vector<Table> others;
  for (int i = 0; i < 100; ++i) {
    others.push_back(a_table());
    compiled.add(others.back(), 0, statement(std::to_string(i)));
  }
  EXPECT_EQ(compiled.find(first, 0), nullptr);
  EXPECT_EQ(used->text, "first");
  EXPECT_EQ(compiled.find(others.back(), 0)->text, "99");
  EXPECT_EQ(compiled.find(others.front(), 0), nullptr);
}

}  // namespace
}  // namespace egregora::detail
