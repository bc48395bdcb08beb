// SPDX-License-Identifier: Apache-2.0
// What the statements of sql/statements.hpp do to a real engine.
#include <egregora/core/errors.hpp>
#include <egregora/engine/engine.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/statements.hpp>

#include <gmock/gmock.h>

namespace egregora {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class StatementEffects : public ::testing::Test {
 protected:
  void SetUp() override {
    run(CreateTable{.table = {.name = "ratings"},
                    .definition = {.columns = {{.field = {"post", DataType::string(), false}},
                                               {.field = {"part", DataType::int64(), false}},
                                               {.field = {"wins", DataType::int64(), true}}},
                                   .primary_key = {"post", "part"}}});
  }
  template <class S>
  std::int64_t run(const S& statement) {
    const SqlStatement text = to_statement(statement, {.bind_literals = false});
    return connection_->execute(text.text, text.parameters);
  }
  std::vector<std::string> rows(const Table& table) {
    const DataFrame frame = connection_->query(compile(table, {}).text, {});
    std::vector<std::string> lines;
    for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
      std::string line;
      for (std::size_t i = 0; i < frame.schema().size(); ++i)
        line += (i == 0 ? "" : " ") + frame.value(row, i).to_string();
      lines.push_back(line);
    }
    return lines;
  }
  Table ratings() const {
    return table("ratings", {{"post", DataType::string(), false},
                             {"part", DataType::int64(), false},
                             {"wins", DataType::int64(), true}});
  }
  void upsert(const Table& given) {
    run(Upsert{{.name = "ratings"}, given.columns(), given, {"post", "part"}});
  }

  std::shared_ptr<Engine> engine_ = open_duckdb({});
  std::unique_ptr<Connection> connection_ = engine_->connect();
};

TEST_F(StatementEffects, an_upsert_adds_new_keys_and_overwrites_known_ones) {
  upsert(memtable({{"post", {"a", "a", "b"}}, {"part", {1, 2, 1}}, {"wins", {1, 2, 3}}}));
  upsert(memtable({{"post", {"a", "c"}}, {"part", {2, 1}}, {"wins", {20, 30}}}));
  EXPECT_THAT(rows(ratings().order_by({"post", "part"})),
              ElementsAre("a 1 1", "a 2 20", "b 1 3", "c 1 30"));
}

TEST_F(StatementEffects, an_upsert_leaves_columns_that_it_does_not_give) {
  upsert(memtable({{"post", {"a"}}, {"part", {1}}, {"wins", {7}}}));
  upsert(memtable({{"part", {1}}, {"post", {"a"}}}));
  EXPECT_THAT(rows(ratings()), ElementsAre("a 1 7"));
}

TEST_F(StatementEffects, an_upsert_wants_its_key_among_its_columns) {
  const Table given = memtable({{"post", {"a"}}, {"wins", {7}}});
  EXPECT_THROW(upsert(given), IntegrityError);
  EXPECT_THROW(run(Upsert{{.name = "ratings"}, given.columns(), given, {}}), IntegrityError);
}

TEST_F(StatementEffects, an_added_column_has_its_default_in_old_rows) {
  upsert(memtable({{"post", {"a"}}, {"part", {1}}, {"wins", {7}}}));
  run(AddColumn{{.name = "ratings"},
                {.field = {"note", DataType::string(), true}, .default_value = literal("none")}});
  run(RenameColumn{{.name = "ratings"}, "wins", "Ws"});
  const Schema schema(
      {{"post", DataType::string()}, {"note", DataType::string()}, {"Ws", DataType::int64()}});
  EXPECT_THAT(rows(table("ratings", schema).select("Ws", "note")), ElementsAre("7 none"));
}

TEST_F(StatementEffects, a_column_that_is_never_null_is_not_added) {
  const AddColumn never_null{
      {.name = "ratings"}, {.field = {"n", DataType::int64(), false}, .default_value = literal(0)}};
  EXPECT_THROW(run(never_null), UnsupportedOperationError);
}

TEST_F(StatementEffects, a_sequence_gives_each_value_once) {
  run(CreateSequence{.sequence = {.name = "post ids"}, .start = 10});
  run(CreateSequence{.sequence = {.name = "post ids"}, .if_missing = true});
  const auto next = [&](std::int64_t count) {
    const SqlStatement text = to_statement(NextValues{{.name = "post ids"}, count}, {});
    return connection_->query(text.text, text.parameters).column<std::int64_t>("value");
  };
  EXPECT_EQ(next(1)[0], 10);
  const auto three = next(3);
  EXPECT_EQ(three[0], 11);
  EXPECT_EQ(three[2], 13);
  EXPECT_EQ(next(1)[0], 14);
  EXPECT_THROW(to_statement(NextValues{{.name = "post ids"}, 0}, {}), InvalidOperationError);
  run(DropSequence{{.name = "post ids"}});
  run(DropSequence{{.name = "post ids"}, true});
}

TEST_F(StatementEffects, a_parameter_is_given_when_the_table_is_run) {
  upsert(memtable({{"post", {"a", "b"}}, {"part", {1, 2}}, {"wins", {1, 2}}}));
  const Table since = ratings().filter(col("part") >= param("least", DataType::int64()));
  const auto posts = [&](const Parameters& values, bool bound) {
    const SqlStatement text = compile(since, {.bind_literals = bound, .parameters = &values});
    return connection_->query(text.text, text.parameters).num_rows();
  };
  for (const bool bound : {false, true}) {
    EXPECT_EQ(posts({{"least", 2}}, bound), 1);
    EXPECT_EQ(posts({{"least", 0}, {"unused", "x"}}, bound), 2);
    EXPECT_EQ(posts({{"least", Scalar()}}, bound), 0);
    EXPECT_THROW(posts({{"least", "two"}}, bound), TypeError);
  }
  const Parameters one{{"least", 1}};
  const Parameters two{{"least", 2}};
  EXPECT_EQ(compile(since, {.bind_literals = true, .parameters = &one}).text,
            compile(since, {.bind_literals = true, .parameters = &two}).text);
}

TEST_F(StatementEffects, a_parameter_without_a_value_is_named) {
  const Table since = ratings().filter(col("part") >= param("least", DataType::int64()));
  try {
    to_sql(since);
    FAIL() << "a parameter without a value was compiled";
  } catch (const InvalidOperationError& error) {
    EXPECT_THAT(error.what(), HasSubstr("parameter 'least' has no value"));
  }
}

}  // namespace
}  // namespace egregora
