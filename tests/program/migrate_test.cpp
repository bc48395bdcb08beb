// `egregora migrate`: a database of an older layout is brought to the newest one, and looked at.
#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::SizeIs;
namespace fs = std::filesystem;

class Migrate : public SmallChatTest {
 protected:
  void sql(const std::string& text) { succeeds({"sql", "--write", text}); }
  /// What the second version of the library left: `lineage` without its rule, and a row against it.
  void make_old() {
    sql("DELETE FROM _egregora_migrations WHERE version = 3");
    sql("CREATE OR REPLACE TABLE lineage (child_run_id UUID NOT NULL, parent_run_id UUID NOT "
        "NULL)");
    sql("INSERT INTO lineage SELECT run_id, run_id FROM runs");
  }
};

TEST_F(Migrate, after_a_run_there_is_nothing_to_do) {
  EXPECT_EQ(succeeds({"migrate", "--plan"}).out, "the database is up to date\n");
  EXPECT_EQ(succeeds({"migrate"}).out, "the database is up to date\n");
  EXPECT_THAT(rows({"migrate", "--status"}), SizeIs(3));
  EXPECT_EQ(rows({"migrate", "--verify"}), json::array());
}

TEST_F(Migrate, brings_an_old_database_up_to_date) {
  make_old();
  const json plan = rows({"migrate", "--plan"});
  ASSERT_THAT(plan, SizeIs(1));
  EXPECT_EQ(plan[0]["name"], "rules_of_runs_and_windows");
  EXPECT_EQ(plan[0]["rebuilds"], true);
  const Outcome before = egregora({"migrate", "--verify", "--json"});
  EXPECT_EQ(before.exit_code, 1);
  EXPECT_THAT(before.out, HasSubstr("migration-pending"));
  const std::string said = succeeds({"migrate"}).out;
  EXPECT_THAT(said, HasSubstr("applied 3 rules_of_runs_and_windows\n"));
  EXPECT_THAT(said, HasSubstr("lineage: 1 row that a new rule does not take"));
  EXPECT_THAT(said, HasSubstr("pipeline.duckdb.backup-2"));
  EXPECT_TRUE(fs::exists(path("pipeline.duckdb.backup-2")));
  EXPECT_EQ(rows({"sql", "SELECT rule FROM _egregora_rejected_lineage"})[0]["rule"],
            "no_run_is_its_own_parent");
  EXPECT_EQ(succeeds({"migrate"}).out, "the database is up to date\n");
  EXPECT_THAT(rows({"migrate", "--status"}), SizeIs(3));
}

TEST_F(Migrate, looking_changes_nothing) {
  make_old();
  const Snapshot before = snapshot_of(folder_);
  succeeds({"migrate", "--plan"});
  succeeds({"migrate", "--status"});
  EXPECT_EQ(egregora({"migrate", "--verify"}).exit_code, 1);
  EXPECT_EQ(snapshot_of(folder_), before);
}

TEST_F(Migrate, refuses_what_it_cannot_do) {
  fails({"migrate", "--plan", "--status"}, 2, {"--plan"});
  fails({"migrate", "--db", "none.duckdb"}, 1, {"there is no such database"});
  sql("INSERT INTO _egregora_migrations VALUES (9, 'later', 'x', now(), 0, '9')");
  fails({"migrate"}, 1, {"migration 9 ('later')", "use a newer version"});
}

}  // namespace
}  // namespace egregora::program_tests
