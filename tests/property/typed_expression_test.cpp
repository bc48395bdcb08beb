// SPDX-License-Identifier: Apache-2.0
// A random typed expression prints, DuckDB runs it, its result has the type that was inferred and
// NULLs only where it may have them; in the text of a statement and bound to it. Numbers are drawn,
// never expressions: shrinking replays draws.
#include <egregora/engine/engine.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/statements.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "expr/function_table.hpp"
#include "expr/node.hpp"
#include "property/random_expression.hpp"

namespace egregora::testing {
namespace {

constexpr int kDepth = 5;

Connection& duckdb() {
  // A statement of a few rows needs no help; waiting for another thread takes longer.
  static const std::shared_ptr<Engine> engine = open_duckdb({.threads = 1});
  static const std::unique_ptr<Connection> connection = [] {
    auto made = engine->connect();
    TableDefinition definition;
    for (const Field& field : things_schema()) definition.columns.push_back({field});
    made->execute(
        to_statement(CreateTable{.table = {.name = "things"}, .definition = definition}, {}).text);
    made->execute(things_statement());
    return made;
  }();
  return *connection;
}

const Table& things() {
  static const Table made = table("things", things_schema());
  return made;
}

RandomExpression drawing(int depth) {
  return RandomExpression(things(), depth, [](int below) { return *rc::gen::inRange(0, below); });
}

void runs_as_inferred(const Table& answer) {
  const bool bound = *rc::gen::arbitrary<bool>();
  const SqlStatement statement = compile(answer, {.bind_literals = bound});
  RC_LOG() << (bound ? "bound:\n" : "inlined:\n") << compile(answer, {}).text << "\n";
  const DataFrame frame = duckdb().query(statement.text, statement.parameters);
  RC_ASSERT(frame.schema().names() == answer.schema().names());
  for (std::size_t i = 0; i < answer.schema().size(); ++i) {
    const Field& inferred = answer.schema()[i];
    RC_ASSERT(frame.schema()[i].type == inferred.type);
    RC_ASSERT(inferred.nullable || frame.data(i)->null_count == 0);
  }
}

ExpressionKind any_kind() {
  return static_cast<ExpressionKind>(*rc::gen::inRange(0, kExpressionKinds));
}

RC_GTEST_PROP(TypedExpression, has_the_type_and_the_nulls_that_were_inferred, ()) {
  RandomExpression random = drawing(*rc::gen::inRange(1, kDepth + 1));
  runs_as_inferred(
      things().select(Named{"a", random.of(any_kind())}, Named{"b", random.of(any_kind())}));
}

RC_GTEST_PROP(TypedExpression, of_a_condition_and_an_order_too, ()) {
  RandomExpression random = drawing(*rc::gen::inRange(1, kDepth));
  runs_as_inferred(things()
                       .filter(random.boolean())
                       .order_by(random.sortable().desc())
                       .limit(3)
                       .select("place"));
}

RC_GTEST_PROP(TypedExpression, of_reductions_of_groups_too, ()) {
  RandomExpression random = drawing(*rc::gen::inRange(0, kDepth - 1));
  const auto known = reduction_recipes();
  const auto chosen = *rc::gen::inRange<std::size_t>(0, known.size());
  const Expr reduction = known[chosen].make(random);
  const bool grouped = *rc::gen::arbitrary<bool>();
  runs_as_inferred(
      grouped ? things().group_by(Named{"key", random.sortable()}).agg(Named{"r", reduction})
              : things().agg(Named{"r", reduction}));
}

RC_GTEST_PROP(TypedExpression, of_windows_too, ()) {
  RandomExpression random = drawing(*rc::gen::inRange(0, kDepth - 1));
  const auto known = window_recipes();
  const auto chosen = *rc::gen::inRange<std::size_t>(0, known.size());
  runs_as_inferred(things().select("place", Named{"w", known[chosen](random)}));
}

RC_GTEST_PROP(TypedExpression, of_unnested_lists_too, ()) {
  RandomExpression random = drawing(*rc::gen::inRange(0, kDepth - 1));
  const Expr list = *rc::gen::arbitrary<bool>() ? random.wholes() : random.texts();
  runs_as_inferred(things().select(Named{"e", list.unnest()}, Named{"id", uuid()}));
}

void collect_functions(const Expr& expression, std::set<FunctionId>& functions) {
  if (const auto* call = expression.node()->get_if<node::Call>()) functions.insert(call->function);
  if (const auto* reduction = expression.node()->get_if<node::Aggregate>())
    functions.insert(reduction->function);
  for_each_operand(*expression.node(),
                   [&](const Expr& operand) { collect_functions(operand, functions); });
}

TEST(TypedExpressionRecipes, make_every_function_of_the_function_table) {
  // Not drawn: each of a recipe's choices is taken in turn, of columns.
  std::set<FunctionId> functions{FunctionId::unnest, FunctionId::uuid};
  for (int choice = 0; choice < 8; ++choice) {
    RandomExpression first(things(), 0, [&](int below) { return choice % below; });
    for (const Recipe& recipe : recipes()) collect_functions(recipe.make(first), functions);
    for (const ReductionRecipe& recipe : reduction_recipes())
      collect_functions(recipe.make(first), functions);
    for (const auto& recipe : window_recipes()) collect_functions(recipe(first), functions);
  }
  for (const FunctionRow& function : function_table()) {
    EXPECT_TRUE(functions.contains(function.id))
        << "no random expression has '" << function.name << "'";
  }
}

}  // namespace
}  // namespace egregora::testing
