// SPDX-License-Identifier: Apache-2.0
// Bulk loading: slots, constants, NULLs, whole frames, and what happens when something fails.
#include "unit/engine/engine_fixture.hpp"

#include <array>

namespace egregora::testing {
namespace {

using ::testing::HasSubstr;

class AppenderTest : public EngineTest {
 protected:
  std::string drawn(std::string_view sql) {
    return query(sql).to_string({.max_rows = 100, .max_width = 1000});
  }
};

constexpr const char* kMessages =
    "CREATE TABLE m(id UUID, seq INTEGER NOT NULL, n BIGINT, score DOUBLE, ok BOOLEAN, sent "
    "TIMESTAMPTZ, day DATE, "
    "content VARCHAR, extra JSON, raw BLOB, platform VARCHAR, "
    "metadata STRUCT(mentions UUID[], urls VARCHAR[], media STRUCT(name VARCHAR, size BIGINT), "
    "point DOUBLE[2]))";

TEST_F(AppenderTest, writes_every_slot) {
  run(kMessages);
  const auto appender = connection_->append_to({"egregora_db", "main", "m"});
  const Uuid id = Uuid::parse("fedcba98-7654-3210-0123-456789abcdef");
  appender->set_uuid(appender->slot("ID"), id);
  appender->set_int32(appender->slot("seq"), -1);
  appender->set_int64(appender->slot("n"), std::int64_t{1} << 40);
  appender->set_double(appender->slot("score"), 0.5);
  appender->set_boolean(appender->slot("ok"), true);
  appender->set_timestamp(appender->slot("sent"), parse_timestamp("2024-01-02 03:04:05"));
  appender->set_text(appender->slot("content"), "wörld, longer than twelve bytes");
  appender->set_text(appender->slot("extra"), "{\"a\": 1}");
  appender->set_text(appender->slot("raw"), std::string_view("\0\xFF", 2));
  appender->set_uuids(appender->slot("metadata.mentions"), std::array{id, Uuid{}});
  appender->set_texts(appender->slot("metadata.urls"),
                      std::array<std::string_view, 2>{"", "https://example.org/long"});
  appender->set_text(appender->slot("metadata.media.name"), "a.jpg");
  appender->end_row();
  appender->close();
  EXPECT_EQ(appender->rows(), 1);
  const DataFrame frame = query("SELECT * FROM m");
  EXPECT_EQ(frame.column<Uuid>("id")[0], id);
  EXPECT_EQ(frame.column<std::int32_t>("seq")[0], -1);
  EXPECT_EQ(frame.column<std::int64_t>("n")[0], std::int64_t{1} << 40);
  EXPECT_EQ(frame.value(0, "sent").to_string(), "2024-01-02 03:04:05+00");
  EXPECT_EQ(frame.column<std::string>("content")[0], "wörld, longer than twelve bytes");
  EXPECT_EQ(frame.value(0, "extra"), Scalar::of(DataType::json(), std::string("{\"a\": 1}")));
  EXPECT_EQ(frame.value(0, "raw").to_string(), "\\x00\\xFF");
  EXPECT_FALSE(frame.column<Date>("day").is_valid(0));
  EXPECT_EQ(
      frame.value(0, "metadata").to_string(),
      "{'mentions': [fedcba98-7654-3210-0123-456789abcdef, 00000000-0000-0000-0000-000000000000], "
      "'urls': [, https://example.org/long], 'media': {'name': a.jpg, 'size': NULL}, 'point': "
      "NULL}");
}

TEST_F(AppenderTest, slots_not_written_are_null) {
  run(kMessages);
  const auto appender = connection_->append_to({.name = "m"});
  const int seq = appender->slot("seq");
  const int urls = appender->slot("metadata.urls");
  for (int i = 0; i < 5000; ++i) {
    appender->set_int32(seq, i);
    if (i % 3 == 0)
      appender->set_texts(urls, std::array<std::string_view, 1>{"https://example.org/"});
    if (i % 3 == 1) appender->set_null(appender->slot("metadata.mentions"));
    appender->end_row();
  }
  appender->close();
  EXPECT_EQ(count("m WHERE metadata IS NULL"), 1666);
  EXPECT_EQ(count("m WHERE metadata.urls[1] = 'https://example.org/'"), 1667);
  EXPECT_EQ(count("m WHERE metadata IS NOT NULL AND metadata.urls IS NULL"), 1667);
  EXPECT_EQ(count("m WHERE content IS NULL AND id IS NULL AND metadata.point IS NULL"), 5000);
}

TEST_F(AppenderTest, a_value_may_be_written_after_null) {
  run("CREATE TABLE t(s VARCHAR, m STRUCT(a BIGINT))");
  const auto appender = connection_->append_to({.name = "t"});
  appender->set_null(appender->slot("s"));
  appender->set_text(appender->slot("s"), "x");
  appender->set_null(appender->slot("m"));
  appender->set_int64(appender->slot("m.a"), 1);
  appender->end_row();
  appender->set_text(appender->slot("s"), "x");
  appender->set_null(appender->slot("s"));
  appender->end_row();
  appender->close();
  EXPECT_EQ(cell("SELECT string_agg(coalesce(s, '-') || coalesce(m::VARCHAR, '-'), ' ') FROM t"),
            Scalar("x{'a': 1} --"));
}

TEST_F(AppenderTest, constants_hold_for_all_rows_from_there_on) {
  run(kMessages);
  const auto appender = connection_->append_to({.name = "m"});
  const int seq = appender->slot("seq");
  const auto add = [&](int rows) {
    for (int i = 0; i < rows; ++i) {
      appender->set_int32(seq, i);
      appender->end_row();
    }
  };
  appender->set_constant(appender->slot("platform"), "whatsapp, the platform");
  appender->set_constant(appender->slot("n"), 7);
  appender->set_constant(appender->slot("extra"), Scalar::of(DataType::json(), std::string("[1]")));
  appender->set_constant(appender->slot("metadata.media.name"), "a name that is long");
  add(3000);
  appender->set_constant(appender->slot("platform"), "telegram");
  appender->set_constant(appender->slot("n"), Scalar());
  add(10);
  appender->close();
  EXPECT_EQ(count("m WHERE platform = 'whatsapp, the platform' AND n = 7 AND extra = '[1]'"), 3000);
  EXPECT_EQ(count("m WHERE platform = 'telegram' AND n IS NULL"), 10);
  EXPECT_EQ(count("m WHERE metadata.media.name = 'a name that is long'"), 3010);
  EXPECT_THROW(appender->set_constant(seq, 1), InvalidOperationError);
}

TEST_F(AppenderTest, constants_are_brought_to_the_columns_type) {
  run("CREATE TABLE t(a TINYINT, b DECIMAL(9, 2), c ENUM('x', 'y'), d UUID, e VARCHAR[], f "
      "TIMESTAMP_S, g INTEGER)");
  const auto appender = connection_->append_to({.name = "t"});
  appender->set_constant(appender->slot("a"), 5);
  appender->set_constant(appender->slot("b"), 3);
  appender->set_constant(appender->slot("c"), "y");
  appender->set_constant(appender->slot("d"), Uuid{});
  appender->set_constant(appender->slot("e"), Scalar::of(DataType::list(DataType::string()),
                                                         std::vector<Scalar>{"p", "q"}));
  appender->set_constant(appender->slot("f"), parse_timestamp("2024-01-01"));
  EXPECT_THROW(appender->set_constant(appender->slot("a"), 500), TypeError);
  for (int i = 0; i < 3; ++i) {
    appender->set_int32(appender->slot("g"), i);
    appender->end_row();
  }
  appender->close();
  EXPECT_EQ(
      cell("SELECT DISTINCT (a, b, c, d, e, f)::VARCHAR FROM t"),
      Scalar("(5, 3.00, y, 00000000-0000-0000-0000-000000000000, [p, q], '2024-01-01 00:00:00')"));
}

TEST_F(AppenderTest, whole_frames_of_every_type_round_trip) {
  run("CREATE TYPE mood AS ENUM ('sad', 'happy')");
  run("CREATE TABLE a AS SELECT CASE WHEN i % 5 = 0 THEN NULL ELSE i % 2 = 0 END AS b, i::TINYINT "
      "AS i8, i::UBIGINT AS u64, "
      "i::HUGEINT * 100000000000000000000 AS h, i::FLOAT AS f, (i / 7)::DECIMAL(4,1) AS d4, (i / "
      "7)::DECIMAL(9,2) AS d9, "
      "(i / 7)::DECIMAL(18,3) AS d18, (i / 7)::DECIMAL(38,3) AS d38, CASE WHEN i % 3 = 0 THEN NULL "
      "ELSE repeat('x', i) END AS s, "
      "to_json([i]) AS j, encode(repeat('y', i)) AS bl, uuid() AS u, '2024-01-01'::DATE + "
      "i::INTEGER AS dt, "
      "'00:00:01'::TIME AS t, '2024-01-01'::TIMESTAMP + to_seconds(i) AS ts, "
      "'2024-01-01'::TIMESTAMPTZ + to_seconds(i) AS tz, "
      "to_days(i::INTEGER) AS iv, (CASE WHEN i % 2 = 0 THEN 'sad' ELSE 'happy' END)::mood AS e, "
      "CASE WHEN i % 4 = 0 THEN NULL ELSE range(i % 9) END AS l, [[i, NULL]::INTEGER[2]] AS arr, "
      "CASE WHEN i % 6 = 0 THEN NULL ELSE {'x': i, 'y': [repeat('z', i)]} END AS st, MAP {i: "
      "repeat('k', i)} AS mp, "
      "['p', NULL, repeat('q', i)]::VARCHAR[3] AS va, TRY_CAST(list_value('r', repeat('s', i)) || "
      "CASE WHEN i % 2 = 0 THEN [] ELSE ['t'] END AS VARCHAR[3]) AS vn "
      "FROM range(100) r(i), range(50)");
  run("CREATE TABLE b AS FROM a LIMIT 0");
  const auto appender = connection_->append_to({.name = "b"});
  appender->append(query("FROM a"));
  appender->close();
  EXPECT_EQ(appender->rows(), 5000);
  EXPECT_EQ(cell("SELECT count(*) FROM (FROM a EXCEPT ALL FROM b)").to_string(), "0");
  EXPECT_EQ(count("b"), 5000);
}

TEST_F(AppenderTest, frames_must_fit_the_table) {
  run("CREATE TABLE t(a BIGINT, b VARCHAR)");
  const auto appender = connection_->append_to({.name = "t"});
  try {
    appender->append(query("SELECT 1 AS a, 'x' AS b, 2 AS c"));
    FAIL();
  } catch (const SchemaMismatchError& error) {
    EXPECT_THAT(error.what(), HasSubstr("column 'a' is int64, the frame has int32; column 'c' is "
                                        "nothing, the frame has int32"));
  }
  appender->append(query("SELECT 1::BIGINT, 'x'"));
  appender->set_text(appender->slot("b"), "row between frames");
  appender->end_row();
  appender->append(query("SELECT 2::BIGINT, 'y' FROM range(3000)"));
  appender->close();
  EXPECT_EQ(count("t"), 3002);
}

TEST_F(AppenderTest, dropping_it_discards_what_was_not_closed) {
  run("CREATE TABLE t(a BIGINT)");
  {
    const auto appender = connection_->append_to({.name = "t"});
    for (int i = 0; i < 5000; ++i) {
      appender->set_int64(0, i);
      appender->end_row();
    }
  }
  EXPECT_EQ(count("t"), 0);
}

TEST_F(AppenderTest, belongs_to_the_open_transaction) {
  run("CREATE TABLE t(a BIGINT)");
  connection_->begin();
  const auto appender = connection_->append_to({.name = "t"});
  for (int i = 0; i < 300'000; ++i) {
    appender->set_int64(0, i);
    appender->end_row();
  }
  appender->close();
  EXPECT_EQ(engine_->connect()->query("SELECT count(*) FROM t").value(0, std::size_t{0}),
            Scalar(0));
  connection_->rollback();
  EXPECT_EQ(count("t"), 0);
}

TEST_F(AppenderTest, a_violated_constraint_spoils_the_transaction) {
  run("CREATE TABLE t(a BIGINT PRIMARY KEY, b VARCHAR NOT NULL)");
  connection_->begin();
  const auto appender = connection_->append_to({.name = "t"});
  appender->set_int64(0, 1);
  appender->end_row();
  EXPECT_THROW(appender->close(), ConstraintError);
  EXPECT_THROW(appender->end_row(); appender->close(), InvalidOperationError);
  EXPECT_THROW(connection_->commit(), InvalidOperationError);
  EXPECT_EQ(count("t"), 0);
}

TEST_F(AppenderTest, refuses_wrong_setters_and_texts) {
  run(kMessages);
  const auto appender = connection_->append_to({.name = "m"});
  EXPECT_THROW(appender->set_int64(appender->slot("seq"), 1), TypeError);
  EXPECT_THROW(appender->set_text(appender->slot("id"), "x"), TypeError);
  EXPECT_THROW(appender->set_text(appender->slot("content"), "\xC0\x80"), TypeError);
  EXPECT_THROW(
      appender->set_texts(appender->slot("metadata.urls"), std::array<std::string_view, 1>{"\xFF"}),
      TypeError);
  EXPECT_THROW(appender->set_null(99), ColumnNotFoundError);
  EXPECT_THROW((void)appender->slot("contents"), ColumnNotFoundError);
  EXPECT_THROW(connection_->append_to({.name = "missing"}), TableNotFoundError);
  run("CREATE TABLE odd(b BIT)");
  EXPECT_THROW(connection_->append_to({.name = "odd"}), UnsupportedOperationError);
}

TEST_F(AppenderTest, survives_its_engine) {
  run("CREATE TABLE t(a BIGINT)");
  const auto appender = connection_->append_to({.name = "t"});
  appender->set_int64(0, 1);
  appender->end_row();
  engine_->close();
  EXPECT_THROW(appender->close(), ClosedError);
}

TEST_F(AppenderTest, lists_longer_than_a_chunk_fit) {
  run("CREATE TABLE t(u UUID[], s VARCHAR[])");
  const auto appender = connection_->append_to({.name = "t"});
  const std::vector<Uuid> ids(7000);
  const std::vector<std::string_view> texts(5000, "a text of more than twelve bytes");
  for (int i = 0; i < 3000; ++i) {
    if (i % 1000 == 0) {
      appender->set_uuids(0, ids);
      appender->set_texts(1, texts);
    }
    appender->end_row();
  }
  appender->close();
  EXPECT_EQ(cell("SELECT sum(len(u)) + sum(len(s)) FROM t").to_string(), "36000");
  EXPECT_EQ(cell("SELECT count(DISTINCT x) FROM (SELECT unnest(s) AS x FROM t)").to_string(), "1");
}

}  // namespace
}  // namespace egregora::testing
