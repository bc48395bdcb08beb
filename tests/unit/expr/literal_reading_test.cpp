// SPDX-License-Identifier: Apache-2.0
// Constants are read as the type they stand beside.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expr/node.hpp"

namespace egregora {
namespace {
using ::testing::HasSubstr;

Table events() {
  return memtable({{"at", std::vector<Timestamp>{parse_timestamp("2025-01-01 10:00:00")}},
                   {"day", std::vector<Date>{parse_date("2025-01-01")}},
                   {"id", std::vector<Uuid>{Uuid{}}}});
}

Scalar right_literal(const Expr& comparison) {
  return comparison.node()
      ->get_if<node::Call>()
      ->arguments[1]
      .node()
      ->get_if<node::Literal>()
      ->value;
}

TEST(LiteralReading, text_beside_a_timestamp_becomes_one) {
  const Table t = events();
  const Scalar value = right_literal(t["at"] > "2025-01-02");
  EXPECT_EQ(value.type(), DataType::timestamp_tz());
  EXPECT_EQ(value.as<Timestamp>(), parse_timestamp("2025-01-02"));
}

TEST(LiteralReading, text_that_is_no_timestamp_is_named) {
  const Table t = events();
  try {
    (void)(t["at"] > literal("garbage"));
    FAIL();
  } catch (const TypeError& error) {
    EXPECT_THAT(error.what(), HasSubstr("garbage"));
  }
}

TEST(LiteralReading, date_beside_a_timestamp_becomes_midnight) {
  const Table t = events();
  EXPECT_EQ(right_literal(t["at"] > parse_date("2025-01-02")).type(), DataType::timestamp_tz());
}

TEST(LiteralReading, text_with_a_time_beside_a_date_keeps_its_time) {
  const Table t = events();
  EXPECT_EQ(right_literal(t["day"] < "2025-01-02 03:00:00").type(), DataType::timestamp());
  EXPECT_EQ(right_literal(t["day"] < "2025-01-02").type(), DataType::date());
}

TEST(LiteralReading, text_beside_a_uuid_must_be_one) {
  const Table t = events();
  EXPECT_EQ(right_literal(t["id"] == "506f0d3a-8071-58c4-bcdc-219793debe13").type(),
            DataType::uuid());
  EXPECT_THROW((void)(t["id"] == "msg-123"), TypeError);
}

TEST(LiteralReading, comparison_with_null_asks_whether_it_is_null) {
  const Table t = events();
  EXPECT_EQ((t["id"] == null()).node()->get_if<node::Call>()->function, FunctionId::is_null);
  EXPECT_EQ((t["id"] != null()).node()->get_if<node::Call>()->function, FunctionId::not_null);
}
}  // namespace
}  // namespace egregora
