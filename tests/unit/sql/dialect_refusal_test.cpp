// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL cannot say exactly is refused by name, never approximated.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gmock/gmock.h>

namespace egregora {
namespace {
using namespace literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

Table rows() {
  return table("rows", {{"id", DataType::int64(), false},
                        {"x", DataType::float64()},
                        {"text", DataType::string()},
                        {"flag", DataType::boolean()},
                        {"json", DataType::json()},
                        {"tags", DataType::list(DataType::string())}});
}

/// What PostgreSQL's refusal of `table` says; DuckDB takes it.
std::string refusal_of(const Table& table) {
  EXPECT_NO_THROW(to_sql(table));
  try {
    return "no refusal: " + to_sql(table, Dialect::postgresql());
  } catch (const UnsupportedOperationError& error) {
    return error.what();
  }
}
auto Refuses(const char* operation) { return AllOf(HasSubstr("PostgreSQL"), HasSubstr(operation)); }

TEST(DialectRefusal, names_the_function_and_the_engine) {
  const Table t = rows();
  EXPECT_THAT(refusal_of(t.mutate("y"_ = t["x"].round(1))), Refuses("round"));
  EXPECT_THAT(refusal_of(t.mutate("y"_ = t["x"] % 2)), Refuses("modulo"));
  EXPECT_THAT(refusal_of(t.mutate("y"_ = struct_({"a"_ = t["id"]}))), Refuses("struct_pack"));
  EXPECT_THAT(refusal_of(t.mutate("y"_ = t["text"].try_cast(DataType::int64()))),
              Refuses("try_cast"));
  EXPECT_THAT(refusal_of(t.mutate("y"_ = t["text"].substr(literal(2), literal(-1)))),
              Refuses("substr"));
}

TEST(DialectRefusal, names_the_reduction_and_its_type) {
  const Table t = rows();
  EXPECT_THAT(refusal_of(t.agg("y"_ = t["flag"].min())), Refuses("min"));
  EXPECT_THAT(refusal_of(t.agg("y"_ = t["tags"].arbitrary())), Refuses("list<string>"));
  EXPECT_THAT(refusal_of(t.agg("y"_ = t["tags"].collect())), Refuses("collect"));
  EXPECT_THAT(refusal_of(t.mutate("y"_ = t["x"].nunique())), Refuses("nunique"));
  EXPECT_THAT(refusal_of(t.mutate("y"_ = t["text"].argmax(t["x"]).over())), Refuses("argmax"));
}

TEST(DialectRefusal, names_both_types_of_a_cast) {
  const Table t = rows();
  const auto cast_of = [&](const char* column, const DataType& type) {
    return refusal_of(t.mutate("y"_ = t[column].cast(type)));
  };
  // 1.0 would be written "1", [a, b] would be written "{a,b}", and 1.005 be rounded up.
  EXPECT_THAT(cast_of("x", DataType::string()), Refuses("a cast of float64 to string"));
  EXPECT_THAT(cast_of("tags", DataType::string()), Refuses("a cast of list<string> to string"));
  EXPECT_THAT(cast_of("x", DataType::decimal(10, 2)), Refuses("float64 to decimal(10, 2)"));
  EXPECT_THAT(cast_of("id", DataType::json()), Refuses("a cast of int64 to json"));
  EXPECT_THAT(cast_of("text", DataType::blob()), Refuses("a cast of string to blob"));
}

TEST(DialectRefusal, holds_no_lists_in_lists) {
  const Table t = rows();
  EXPECT_THAT(refusal_of(t.mutate("y"_ = array({t["tags"]}))), Refuses("list<list<string>>"));
}

TEST(DialectRefusal, compares_no_json) {
  const Table t = rows();
  EXPECT_THAT(refusal_of(t.filter(t["json"] == t["json"])), Refuses("equal; of json"));
  EXPECT_THAT(refusal_of(t.mutate("y"_ = greatest({t["json"], t["json"]}))), Refuses("greatest"));
  EXPECT_THAT(refusal_of(t.agg("y"_ = t["json"].nunique())), Refuses("nunique; of json"));
  EXPECT_THAT(refusal_of(t.agg("y"_ = t["id"].argmax(t["json"]))), Refuses("argmax; by json"));
}

TEST(DialectRefusal, carries_the_operation_as_its_object) {
  const Table t = rows();
  try {
    to_sql(t.mutate("y"_ = t["x"].round(1)), Dialect::postgresql());
    FAIL();
  } catch (const UnsupportedOperationError& error) {
    EXPECT_EQ(error.object_name(), "round");
    EXPECT_EQ(error.code(), ErrorCode::unsupported_operation);
  }
}

}  // namespace
}  // namespace egregora
