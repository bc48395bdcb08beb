// Commands that make files or run the user's own SQL: export, sample, sql.
#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
namespace fs = std::filesystem;

class Export : public SmallChatTest {};

TEST_F(Export, writes_what_the_extension_says) {
  const Outcome csv = succeeds({"export", "messages", "--to", "m.csv"});
  EXPECT_THAT(csv.out, IsEmpty());
  EXPECT_THAT(csv.err, HasSubstr("m.csv: 5 rows"));
  EXPECT_THAT(read_file(path("m.csv")), StartsWith("message_id,"));
  succeeds({"export", "messages", "--to", "m.ndjson"});
  EXPECT_THAT(read_file(path("m.ndjson")), HasSubstr("Happy new year!"));
  succeeds({"export", "daily_aggregates", "--to", "d.json"});
  EXPECT_EQ(json::parse(read_file(path("d.json"))).size(), 3U);
  succeeds({"export", "messages", "--to", "m.PARQUET", "--quiet"});
  EXPECT_THAT(read_file(path("m.PARQUET")), StartsWith("PAR1"));
  EXPECT_EQ(succeeds({"sql", "SELECT count(*) AS n FROM 'm.PARQUET'", "--json"}).json()[0]["n"], 5);
}

TEST_F(Export, changes_the_database_in_nothing) {
  const Snapshot before = snapshot_of(folder_);
  succeeds({"export", "conversations", "--to", "c.parquet"});
  fs::remove(path("c.parquet"));
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Export, fails_whole) {
  const Snapshot before = snapshot_of(folder_);
  fails({"export", "nothing", "--to", "n.csv"}, 1, {"Table 'nothing' not found in database"});
  fails({"export", "messages", "--to", "no/such/folder/m.csv"}, 1, {"no/such/folder"});
  EXPECT_EQ(snapshot_of(folder_), before);
}

using Sql = Export;

TEST_F(Sql, asks_anything) {
  const json result = succeeds({"sql",
                                "SELECT author, count(*) AS n FROM messages WHERE author IS NOT "
                                "NULL GROUP BY author ORDER BY author",
                                "--json"})
                          .json();
  ASSERT_EQ(result.size(), 3U);
  EXPECT_EQ(result[0], (json{{"author", "Ana"}, {"n", 2}}));
  EXPECT_EQ(
      succeeds({"sql", "SELECT range AS i FROM range(10)", "--limit", "3", "--format", "csv"}).out,
      "i\n0\n1\n2\n");
}

TEST_F(Sql, changes_nothing_unless_told) {
  const Snapshot before = snapshot_of(folder_);
  for (const char* statement : {"DELETE FROM messages", "CREATE TABLE mine (a INTEGER)",
                                "DROP TABLE messages", "UPDATE runs SET status = 'failed'"}) {
    const Outcome outcome = egregora({"sql", statement});
    EXPECT_EQ(outcome.exit_code, 1) << statement;
    EXPECT_THAT(outcome.err, StartsWith("egregora: sql: ")) << statement;
  }
  EXPECT_EQ(snapshot_of(folder_), before);
  succeeds({"sql", "--write", "CREATE TABLE mine AS SELECT 42 AS a"});
  EXPECT_EQ(succeeds({"show", "mine", "--json"}).json()[0]["a"], 42);
}

TEST_F(Sql, writes_no_file_unless_told) {
  const Snapshot before = snapshot_of(folder_);
  for (const char* statement :
       {"COPY messages TO 'pipeline.duckdb' (FORMAT csv)", "EXPORT DATABASE 'all'",
        "ATTACH 'other.duckdb'", "EXPLAIN ANALYZE COPY messages TO 'm.csv'",
        "EXPLAIN (ANALYZE) COPY messages TO 'm.csv'", "/* SELECT */ COPY messages TO 'm.csv'",
        "-- SELECT\nCOPY messages TO 'm.csv'", "INSTALL httpfs", "SELECT 1; COPY runs TO 'm.csv'"})
    fails({"sql", statement}, 1, {"egregora: sql: ", "--write"});
  EXPECT_EQ(snapshot_of(folder_), before);
  succeeds({"sql", "--write", "COPY messages TO 'm.csv'"});
  EXPECT_THAT(read_file(path("m.csv")), HasSubstr("Happy new year!"));
}

TEST_F(Sql, takes_every_kind_of_query) {
  const Snapshot before = snapshot_of(folder_);
  for (const char* statement :
       {"FROM messages", "VALUES (1)", "DESCRIBE messages", "SUMMARIZE runs", "SHOW TABLES",
        "WITH a AS (SELECT 1) SELECT * FROM a", "TABLE runs", "/* c */ SELECT 1",
        "EXPLAIN SELECT 1", "explain analyze SELECT 1"})
    EXPECT_THAT(succeeds({"sql", statement}).out, Not(IsEmpty())) << statement;
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Sql, says_what_is_wrong_in_one_line) {
  fails({"sql", "SELEC 1"}, 1, {"syntax error"});
  fails({"sql", "SELECT nope FROM messages"}, 1, {"nope"});
  fails({"sql", "SELECT 1; SELECT 2"}, 1, {"statement"});
  fails({"sql", ""}, 1, {"sql"});
}

class Sample : public ProgramTest {};

TEST_F(Sample, is_the_same_for_the_same_seed) {
  const std::string once = succeeds({"sample", "--messages", "200", "--seed", "7"}).out;
  EXPECT_EQ(succeeds({"sample", "--messages", "200", "--seed", "7"}).out, once);
  EXPECT_NE(succeeds({"sample", "--messages", "200", "--seed", "8"}).out, once);
  EXPECT_THAT(snapshot_of(folder_), IsEmpty());
}

TEST_F(Sample, is_an_export_that_run_takes) {
  for (const char* locale : {"en-US", "de-DE", "pt-BR"}) {
    for (const char* extension : {".txt", ".zip"}) {
      const std::string name = std::string(locale) + extension;
      succeeds(
          {"sample", "--messages", "150", "--participants", "3", "--locale", locale, "--to", name});
      const json result =
          succeeds({"run", name, "--db", name + ".duckdb", "--json", "--no-checkpoints"}).json();
      EXPECT_EQ(result["inputs"][0]["messages"], 150) << name;
      EXPECT_EQ(result["inputs"][0]["rejected"], 0) << name;
    }
  }
}

TEST_F(Sample, refuses_other_files) {
  fails({"sample", "--to", "chat.pdf"}, 1, {"chat.pdf"});
  EXPECT_THAT(snapshot_of(folder_), IsEmpty());
}

}  // namespace
}  // namespace egregora::program_tests
