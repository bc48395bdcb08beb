// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "database/lease_state.hpp"

namespace egregora::detail {
namespace {

TEST(RawStatement, reading_is_recognised) {
  for (const char* sql :
       {"SELECT 1", "  select * from t", "(SELECT 1)", "FROM t", "values (1)",
        "WITH a AS (SELECT 1) SELECT * FROM a", "EXPLAIN SELECT 1", "EXPLAIN DELETE FROM t"}) {
    EXPECT_EQ(classify(sql), RawStatement::reads) << sql;
  }
}

TEST(RawStatement, whatever_may_change_a_table_is_taken_for_a_change) {
  for (const char* sql :
       {"insert into t values (1)", "DELETE FROM t", "WITH a AS (FROM t) INSERT INTO t FROM a",
        "EXPLAIN ANALYZE DELETE FROM t", "EXPLAIN (ANALYZE) CREATE TABLE t AS SELECT 1",
        "/* x */ DELETE FROM t", "CREATE TABLE t(a INT)", "DROP TABLE t", "COPY t FROM 'x'",
        "CALL f()", "-- SELECT\nDELETE FROM t", "", "MERGE INTO t USING u ON true"}) {
    EXPECT_EQ(classify(sql), RawStatement::changes) << sql;
  }
}

TEST(RawStatement, settings_and_transactions_only_spoil_the_connection) {
  for (const char* sql : {"BEGIN", "begin transaction", "SET threads = 1", "COMMIT"}) {
    EXPECT_EQ(classify(sql), RawStatement::prepares) << sql;
  }
}

}  // namespace
}  // namespace egregora::detail
