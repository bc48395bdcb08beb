// `egregora views`: what is stale and why, and that a refresh builds just that.
#include "program/program_runner.hpp"

namespace egregora::program_tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class Views : public SmallChatTest {};

TEST_F(Views, after_a_run_nothing_is_stale) {
  EXPECT_EQ(succeeds({"views", "plan"}).out, "nothing is stale\n");
  EXPECT_EQ(rows({"views", "plan"}), json::array());
  EXPECT_EQ(succeeds({"views", "refresh"}).out, "nothing was stale\n");
}

TEST_F(Views, a_changed_table_shows_in_the_plan_and_is_refreshed) {
  succeeds({"sql", "--write", "DELETE FROM messages WHERE author = 'Carla'"});
  const json plan = rows({"views", "plan"});
  ASSERT_THAT(plan, SizeIs(6));
  EXPECT_EQ(plan[0]["name"], "chunks");
  EXPECT_THAT(plan[0]["reason"].get<std::string>(), HasSubstr("its table was changed"));
  const json built = rows({"views", "refresh", "chunks"});
  ASSERT_THAT(built, SizeIs(1));
  EXPECT_EQ(built[0]["rows"], 4);
  EXPECT_THAT(rows({"views", "plan"}), SizeIs(5));
  EXPECT_THAT(succeeds({"views", "refresh"}).out, HasSubstr("daily_aggregates"));
  EXPECT_EQ(rows({"views", "plan"}), json::array());
}

TEST_F(Views, explain_shows_inputs_and_sql) {
  const json chunks = rows({"views", "explain", "CHUNKS"});
  EXPECT_EQ(chunks["name"], "chunks");
  EXPECT_EQ(chunks["stale"], false);
  EXPECT_EQ(chunks["reason"], nullptr);
  EXPECT_EQ(chunks["reads"], "messages");
  EXPECT_THAT(chunks["sql"].get<std::string>(), HasSubstr("chunk_idx"));
  EXPECT_THAT(succeeds({"views", "explain", "chunks"}).out, HasSubstr("depends_on"));
  fails({"views", "explain", "chunk"}, 1, {"did you mean 'chunks'"});
}

TEST_F(Views, looking_changes_nothing) {
  const Snapshot before = snapshot_of(folder_);
  succeeds({"views", "plan"});
  succeeds({"views", "explain", "chunks"});
  EXPECT_EQ(snapshot_of(folder_), before);
  fails({"views", "plan", "--db", "none.duckdb"}, 1, {"there is no such database"});
  fails({"views", "refresh", "nothing"}, 1, {"view 'nothing' is not registered"});
}

}  // namespace
}  // namespace egregora::program_tests
