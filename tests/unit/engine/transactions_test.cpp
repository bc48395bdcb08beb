// SPDX-License-Identifier: Apache-2.0
// Transactions: all or nothing, also where DuckDB itself would say "committed" and discard the
// work.
#include "unit/engine/engine_fixture.hpp"

namespace egregora::testing {
namespace {

class Transactions : public EngineTest {
 protected:
  Transactions() { run("CREATE TABLE t(i INTEGER PRIMARY KEY, v INTEGER)"); }
};

TEST_F(Transactions, commit_and_roll_back) {
  connection_->begin();
  EXPECT_TRUE(connection_->in_transaction());
  run("INSERT INTO t VALUES (1, 1)");
  connection_->commit();
  EXPECT_FALSE(connection_->in_transaction());
  connection_->begin();
  run("INSERT INTO t VALUES (2, 2)");
  connection_->rollback();
  EXPECT_EQ(count("t"), 1);
  EXPECT_NO_THROW(connection_->rollback());
  EXPECT_THROW(connection_->commit(), InvalidOperationError);
}

TEST_F(Transactions, commit_after_a_failed_statement_throws_and_nothing_is_left) {
  for (const char* failing : {"INSERT INTO t VALUES (2, 2), (2, 3)", "SELECT 'x'::INTEGER",
                              "SELECT * FROM missing", "SELEC"}) {
    connection_->begin();
    run("INSERT INTO t VALUES (1, 1)");
    EXPECT_ANY_THROW(query(failing));
    EXPECT_THROW(query("SELECT 1"), InvalidOperationError) << failing;
    EXPECT_THROW(connection_->commit(), InvalidOperationError) << failing;
    EXPECT_FALSE(connection_->in_transaction());
    EXPECT_EQ(count("t"), 0) << failing;
  }
}

TEST_F(Transactions, asking_for_a_schema_that_is_not_there_does_no_harm) {
  connection_->begin();
  run("INSERT INTO t VALUES (1, 1)");
  EXPECT_EQ(engine_->table_schema(*connection_, {"egregora_db", "main", "missing"}), std::nullopt);
  EXPECT_ANY_THROW(connection_->describe("FROM missing"));
  connection_->commit();
  EXPECT_EQ(count("t"), 1);
}

TEST_F(Transactions, statements_of_sql_are_kept_track_of) {
  run("/* now */ BEGIN TRANSACTION;");
  EXPECT_TRUE(connection_->in_transaction());
  run("INSERT INTO t VALUES (1, 1)");
  EXPECT_ANY_THROW(run("INSERT INTO t VALUES (1, 1)"));
  EXPECT_THROW(run("commit"), InvalidOperationError);
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_EQ(count("t"), 0);
  run("-- again\nbegin");
  EXPECT_ANY_THROW(run("SELEC"));
  run("ROLLBACK");
  EXPECT_THROW(run("ROLLBACK"), InvalidOperationError);
  EXPECT_THROW(run("BEGIN; SELECT 1"), InvalidOperationError);
  EXPECT_FALSE(connection_->in_transaction());
}

TEST_F(Transactions, read_only_ones_refuse_to_write) {
  run("BEGIN TRANSACTION READ ONLY");
  EXPECT_ANY_THROW(run("INSERT INTO t VALUES (1, 1)"));
  connection_->rollback();
  EXPECT_EQ(count("t"), 0);
}

TEST_F(Transactions, scope_rolls_back_unless_committed) {
  {
    TransactionScope scope(*connection_);
    run("INSERT INTO t VALUES (1, 1)");
  }
  EXPECT_EQ(count("t"), 0);
  TransactionScope scope(*connection_);
  run("INSERT INTO t VALUES (1, 1)");
  scope.commit();
  EXPECT_EQ(count("t"), 1);
  EXPECT_THROW(TransactionScope{*connection_}; connection_->commit(), InvalidOperationError);
}

TEST_F(Transactions, writers_of_one_row_conflict) {
  run("INSERT INTO t VALUES (1, 1)");
  const auto other = engine_->connect();
  connection_->begin();
  other->begin();
  run("UPDATE t SET v = 2 WHERE i = 1");
  EXPECT_THROW(other->execute("UPDATE t SET v = 3 WHERE i = 1"), ConflictError);
  other->rollback();
  connection_->commit();
  EXPECT_EQ(cell("SELECT v FROM t").to_string(), "2");
}

TEST_F(Transactions, the_same_new_key_conflicts_when_committed) {
  const auto other = engine_->connect();
  connection_->begin();
  other->begin();
  run("INSERT INTO t VALUES (1, 1)");
  other->execute("INSERT INTO t VALUES (1, 2)");
  connection_->commit();
  EXPECT_THROW(other->commit(), ConflictError);
  EXPECT_FALSE(other->in_transaction());
  EXPECT_EQ(other->query("SELECT v FROM t").value(0, "v").to_string(), "1");
}

TEST_F(Transactions, replacing_one_table_twice_conflicts) {
  const auto other = engine_->connect();
  connection_->begin();
  other->begin();
  run("CREATE OR REPLACE TABLE x AS SELECT 1 AS a");
  EXPECT_THROW(other->execute("CREATE OR REPLACE TABLE x AS SELECT 2 AS a"), ConflictError);
  other->rollback();
  connection_->commit();
}

TEST_F(Transactions, a_stream_that_fails_spoils_its_transaction) {
  connection_->begin();
  run("INSERT INTO t VALUES (1, 1)");
  const auto stream = connection_->stream(
      "SELECT CASE WHEN i < 500000 THEN i::VARCHAR ELSE 'x' END::INTEGER FROM range(1000000) r(i)",
      {}, 1000);
  EXPECT_ANY_THROW(while (stream->next()){});
  EXPECT_THROW(connection_->commit(), InvalidOperationError);
  EXPECT_EQ(count("t"), 0);
}

}  // namespace
}  // namespace egregora::testing
