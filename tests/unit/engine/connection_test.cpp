// SPDX-License-Identifier: Apache-2.0
// Connections: errors by kind, schemas, streams, prepared statements that never go stale,
// interrupting, closing.
#include "unit/engine/engine_fixture.hpp"

#include <thread>

namespace egregora::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ConnectionTest : public EngineTest {};

TEST_F(ConnectionTest, names_the_kind_of_an_error_and_its_statement) {
  run("CREATE TABLE t(i INTEGER PRIMARY KEY, s VARCHAR NOT NULL, CHECK (i > 0))");
  run("INSERT INTO t VALUES (1, 'a')");
  EXPECT_THROW(run("INSERT INTO t VALUES (1, 'a')"), ConstraintError);
  EXPECT_THROW(run("INSERT INTO t VALUES (2, NULL)"), ConstraintError);
  EXPECT_THROW(run("INSERT INTO t VALUES (-2, 'a')"), ConstraintError);
  EXPECT_THROW(run("CREATE TABLE t(i INTEGER)"), TableExistsError);
  EXPECT_THROW(run("SELECT missing FROM t"), ColumnNotFoundError);
  EXPECT_THROW(run("SELECT nextval('missing')"), SequenceNotFoundError);
  EXPECT_THROW(run("SELECT 'x'::INTEGER"), DatabaseError);
  try {
    run("SELECT * FROM missing");
    FAIL();
  } catch (const TableNotFoundError& error) {
    EXPECT_EQ(error.object_name(), "missing");
    EXPECT_EQ(error.sql(), "SELECT * FROM missing");
    EXPECT_THAT(error.what(), ::testing::Not(HasSubstr("LINE 1")));
  }
}

TEST_F(ConnectionTest, runs_one_statement_a_call) {
  EXPECT_THROW(run("SELECT 1; SELECT 2"), InvalidOperationError);
  EXPECT_THROW(run(""), InvalidOperationError);
  EXPECT_THROW(run("-- nothing"), InvalidOperationError);
  EXPECT_THROW(run(std::string("SELECT 1\0; DROP TABLE t", 23)), InvalidOperationError);
  EXPECT_EQ(cell("SELECT 1;").to_string(), "1");
}

TEST_F(ConnectionTest, speaks_utc_and_loads_nothing_from_the_network) {
  EXPECT_EQ(cell("SELECT current_setting('TimeZone')"), Scalar("UTC"));
  EXPECT_EQ(cell("SELECT '2024-01-01 12:00'::TIMESTAMPTZ::VARCHAR"),
            Scalar("2024-01-01 12:00:00+00"));
  EXPECT_EQ(cell("SELECT current_setting('autoinstall_known_extensions')"), Scalar(false));
  EXPECT_EQ(cell("SELECT current_setting('autoload_known_extensions')"), Scalar(false));
  EXPECT_EQ(cell("SELECT current_setting('enable_progress_bar_print')"), Scalar(false));
}

TEST_F(ConnectionTest, sees_durable_tables_first_then_scratch_ones) {
  run("CREATE TABLE egregora_scratch.main.x AS SELECT 'scratch' AS v");
  EXPECT_EQ(cell("SELECT v FROM x"), Scalar("scratch"));
  run("CREATE TABLE x AS SELECT 'durable' AS v");
  EXPECT_EQ(cell("SELECT v FROM x"), Scalar("durable"));
  run("DROP TABLE egregora_db.main.x");
  EXPECT_EQ(cell("SELECT v FROM x"), Scalar("scratch"));
  EXPECT_EQ(engine_->database_catalog(), "egregora_db");
  EXPECT_EQ(engine_->scratch_catalog(), "egregora_scratch");
}

TEST_F(ConnectionTest, counts_the_rows_that_a_statement_writes) {
  EXPECT_EQ(connection_->execute("CREATE TABLE t AS SELECT i FROM range(5) r(i)"), 5);
  EXPECT_EQ(connection_->execute("CREATE TABLE u AS FROM t LIMIT 0"), 0);
  EXPECT_EQ(connection_->execute("CREATE TABLE v (i BIGINT)"), 0);
  EXPECT_EQ(connection_->execute("INSERT INTO v FROM t"), 5);
  EXPECT_EQ(connection_->execute("UPDATE v SET i = 0 WHERE i > 2"), 2);
  EXPECT_EQ(connection_->execute("DELETE FROM v WHERE i = 0"), 3);
  EXPECT_EQ(connection_->execute("CREATE VIEW w AS FROM v"), 0);
}

TEST_F(ConnectionTest, prepared_statements_follow_the_tables_of_other_connections) {
  const auto other = engine_->connect();
  other->execute("CREATE TABLE egregora_scratch.main.x AS SELECT 'scratch' AS v");
  EXPECT_EQ(cell("SELECT v FROM x"), Scalar("scratch"));
  other->begin();
  other->execute("CREATE TABLE egregora_db.main.x AS SELECT 'durable' AS v");
  EXPECT_EQ(cell("SELECT v FROM x"), Scalar("scratch"));
  other->commit();
  EXPECT_EQ(cell("SELECT v FROM x"), Scalar("durable"));
  other->execute("ALTER TABLE egregora_db.main.x ADD COLUMN w INTEGER");
  EXPECT_EQ(query("FROM x").num_columns(), 2);
}

TEST_F(ConnectionTest, a_statement_run_again_sees_what_was_written_since) {
  run("CREATE TABLE t (a BIGINT, b UUID)");
  run("INSERT INTO t VALUES (1, NULL), (2, NULL)");
  const Uuid id = uuid4();
  const std::string by_id = "SELECT a FROM t WHERE b = UUID '" + id.to_string() + "'";
  const auto find = [&] {
    return std::vector<std::int64_t>{
        query("SELECT a FROM t WHERE a = 7").num_rows(), query(by_id).num_rows(),
        query("SELECT a FROM t WHERE b IS NOT NULL").num_rows(),
        query("SELECT a FROM t WHERE b IS NOT NULL AND a = ?", {Scalar(7)}).num_rows(),
        query("SELECT a FROM t WHERE b = ?", {Scalar(id)}).num_rows()};
  };
  const auto remove = [&] { return connection_->execute("DELETE FROM t WHERE a = 7"); };
  EXPECT_EQ(find(), (std::vector<std::int64_t>{0, 0, 0, 0, 0}));
  EXPECT_EQ(remove(), 0);
  connection_->execute("INSERT INTO t VALUES (7, ?)", {Scalar(id)});
  EXPECT_EQ(find(), (std::vector<std::int64_t>{1, 1, 1, 1, 1}));
  EXPECT_EQ(remove(), 1);
}

TEST_F(ConnectionTest, forgets_statements_when_there_are_many) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 200; ++i)
      EXPECT_EQ(cell("SELECT " + std::to_string(i)).to_string(), std::to_string(i));
  }
}

TEST_F(ConnectionTest, describes_without_running) {
  run("CREATE TABLE t(i INTEGER)");
  const Schema schema =
      connection_->describe("SELECT i, i::VARCHAR AS s, [i] AS l FROM t WHERE i = ?");
  EXPECT_EQ(schema, (Schema{{"i", DataType::int32()},
                            {"s", DataType::string()},
                            {"l", DataType::list(DataType::int32())}}));
  EXPECT_THROW(connection_->describe("FROM missing"), TableNotFoundError);
}

TEST_F(ConnectionTest, knows_the_columns_of_tables_and_views) {
  run("CREATE TABLE t(id UUID PRIMARY KEY, s VARCHAR NOT NULL, j JSON, m STRUCT(a INTEGER[]))");
  run("CREATE VIEW v AS SELECT s, id FROM t");
  const Schema expected{{"id", DataType::uuid(), false},
                        {"s", DataType::string(), false},
                        {"j", DataType::json()},
                        {"m", DataType::struct_of({{"a", DataType::list(DataType::int32())}})}};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(engine_->table_schema(*connection_, {"egregora_db", "main", "T"}), expected);
    EXPECT_EQ(engine_->table_schema(*connection_, {.name = "t"}), expected);
    EXPECT_EQ(engine_->table_schema(*connection_, {.name = "v"}),
              (Schema{{"s", DataType::string()}, {"id", DataType::uuid()}}));
    EXPECT_EQ(engine_->table_schema(*connection_, {.name = "missing"}), std::nullopt);
    EXPECT_EQ(engine_->table_schema(*connection_, {"egregora_scratch", "main", "t"}), std::nullopt);
    EXPECT_EQ(engine_->table_schema(*connection_, {"nowhere", "main", "t"}), std::nullopt);
  }
  const auto other = engine_->connect();
  other->execute("ALTER TABLE t ALTER s DROP NOT NULL");
  EXPECT_TRUE(engine_->table_schema(*connection_, {.name = "t"})->at("s").nullable);
  other->execute("DROP TABLE t");
  EXPECT_EQ(engine_->table_schema(*connection_, {.name = "t"}), std::nullopt);
  EXPECT_THROW((void)engine_->table_schema(*connection_, {.name = "v"}),
               TableNotFoundError);  // broken, not absent
}

TEST_F(ConnectionTest, knows_names_and_types_alone) {
  run("CREATE TABLE t(id UUID PRIMARY KEY, s VARCHAR NOT NULL)");
  run("CREATE VIEW v AS SELECT s FROM t");
  EXPECT_EQ(engine_->table_columns(*connection_, {"egregora_db", "main", "T"}),
            (Schema{{"id", DataType::uuid()}, {"s", DataType::string()}}));
  EXPECT_EQ(engine_->table_columns(*connection_, {.name = "v"}),
            (Schema{{"s", DataType::string()}}));
  EXPECT_EQ(engine_->table_columns(*connection_, {.name = "missing"}), std::nullopt);
  EXPECT_EQ(engine_->table_columns(*connection_, {.name = std::string("t\0x", 3)}), std::nullopt);
  EXPECT_EQ(engine_->table_columns(*connection_, {.name = ""}), std::nullopt);
  const auto other = engine_->connect();
  other->execute("ALTER TABLE t ADD COLUMN n INTEGER");
  EXPECT_EQ(engine_->table_columns(*connection_, {.name = "t"})->size(), 3);
}

TEST_F(ConnectionTest, reads_odd_names) {
  run("CREATE TABLE \"a \"\"b\"\" 'c'.d\"(\"x y\" INTEGER NOT NULL)");
  EXPECT_EQ(engine_->table_schema(*connection_, {"egregora_db", "main", "a \"b\" 'c'.d"}),
            (Schema{{"x y", DataType::int32(), false}}));
}

TEST_F(ConnectionTest, streams_in_batches) {
  const auto stream =
      connection_->stream("SELECT i, i::VARCHAR AS s FROM range(10000) r(i)", {}, 3000);
  EXPECT_THAT(stream->schema().names(), ElementsAre("i", "s"));
  std::vector<std::int64_t> sizes;
  std::int64_t next = 0;
  while (const auto batch = stream->next()) {
    sizes.push_back(batch->num_rows());
    for (const auto value : batch->column<std::int64_t>("i").values()) ASSERT_EQ(value, next++);
  }
  EXPECT_THAT(sizes, ElementsAre(3000, 3000, 3000, 1000));
  EXPECT_EQ(stream->next(), std::nullopt);
  EXPECT_EQ(connection_->stream("SELECT 1 WHERE false")->next(), std::nullopt);
  EXPECT_THROW(connection_->stream("SELECT 1", {}, 0), InvalidOperationError);
}

TEST_F(ConnectionTest, a_stream_ends_when_its_connection_is_used_again) {
  const auto stream = connection_->stream("FROM range(1000000)", {}, 10);
  EXPECT_TRUE(stream->next());
  run("SELECT 1");
  EXPECT_THROW(stream->next(), InvalidOperationError);
}

TEST_F(ConnectionTest, a_stream_outlives_its_connection) {
  auto stream = connection_->stream("FROM range(100000)", {}, 10);
  connection_.reset();
  EXPECT_TRUE(stream->next());
}

TEST_F(ConnectionTest, a_long_statement_can_be_watched_and_interrupted) {
  // Many row groups, each slow: DuckDB measures progress between its tasks only.
  run("CREATE TABLE t AS SELECT i FROM range(4000000) r(i)");
  std::thread worker([&] {
    EXPECT_THROW(query("SELECT sum(length(md5(repeat(i::VARCHAR, 2000)))) FROM t"), DatabaseError);
  });
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (connection_->progress().fraction < 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  EXPECT_GE(connection_->progress().fraction, 0);
  connection_->interrupt();
  worker.join();
  EXPECT_EQ(cell("SELECT 1").to_string(), "1");
}

TEST_F(ConnectionTest, an_interrupted_transaction_is_not_committed) {
  run("CREATE TABLE t(i BIGINT)");
  connection_->begin();
  run("INSERT INTO t VALUES (1)");
  std::thread worker([&] {
    EXPECT_ANY_THROW(
        query("SELECT sum(a.i * b.i % 7) FROM range(10000000) a(i), range(100000) b(i)"));
  });
  std::this_thread::sleep_for(std::chrono::milliseconds{100});
  connection_->interrupt();
  worker.join();
  EXPECT_THROW(connection_->commit(), InvalidOperationError);
  EXPECT_EQ(count("t"), 0);
}

TEST_F(ConnectionTest, closing_the_engine_ends_what_runs_and_keeps_results) {
  const DataFrame frame = query("SELECT 'kept' AS v");
  const auto other = engine_->connect();
  const auto stream = other->stream("FROM range(1000000)");
  std::thread worker([&] {
    EXPECT_ANY_THROW(
        query("SELECT sum(a.i * b.i % 7) FROM range(10000000) a(i), range(100000) b(i)"));
  });
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  engine_->close();
  worker.join();
  EXPECT_NO_THROW(engine_->close());
  EXPECT_EQ(frame.column<std::string>(0)[0], "kept");
  EXPECT_THROW(run("SELECT 1"), ClosedError);
  EXPECT_THROW(stream->next(), ClosedError);
  EXPECT_THROW(connection_->begin(), ClosedError);
  EXPECT_THROW(engine_->connect(), ClosedError);
  EXPECT_THROW(engine_->flush(), ClosedError);
  EXPECT_NO_THROW(connection_->rollback());
  EXPECT_NO_THROW(connection_->interrupt());
  EXPECT_EQ(connection_->progress().fraction, -1);
}

TEST_F(ConnectionTest, says_what_it_is) {
  EXPECT_THAT(engine_->version(), ::testing::StartsWith("DuckDB v1.5"));
  EXPECT_TRUE(engine_->capabilities().transactional_ddl);
  EXPECT_FALSE(engine_->path());
}

}  // namespace
}  // namespace egregora::testing
