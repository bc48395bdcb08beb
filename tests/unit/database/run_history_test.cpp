// SPDX-License-Identifier: Apache-2.0
// What a run leaves beside its row: events, the tables it touched, and the runs it came of.
#include <egregora/database/schemas.hpp>

#include "unit/database/run_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RunHistory : public RunTest {
 protected:
  DuckDBStorageManager storage_{on_file()};
  RunStore store_{storage_, tools()};
};

TEST_F(RunHistory, events_are_numbered_within_their_run) {
  const Uuid first = store_.create_run({});
  const Uuid second = store_.create_run({});
  EXPECT_EQ(store_.record_event(first, {.kind = "began", .payload = {{"files", 2}}}), 1);
  EXPECT_EQ(store_.record_event(second, {.kind = "began"}), 1);
  clock_->set("2024-01-01 00:00:00");
  EXPECT_EQ(store_.record_event(first, {.kind = "went on"}), 2);
  store_.update_run_status(first, RunStatus::completed);
  EXPECT_EQ(store_.record_event(first, {.kind = "looked at"}), 3);
  const auto events = store_.get_events(first);
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_EQ(events[0].payload.at("files"), 2);
  EXPECT_EQ(events[0].occurred_at, parse_timestamp("2025-01-01 10:00:00"));
  EXPECT_EQ(events[1].kind, "went on");
  EXPECT_EQ(events[1].occurred_at, parse_timestamp("2024-01-01 00:00:00"));
  EXPECT_TRUE(events[1].payload.is_null());
  EXPECT_THAT(store_.get_events(first, {.after_seq = 1, .limit = 1}), SizeIs(1));
  EXPECT_EQ(store_.get_events(first, {.after_seq = 2}).at(0).kind, "looked at");
  EXPECT_THAT(store_.get_events(first, {.after_seq = 3}), IsEmpty());
  EXPECT_THAT(store_.get_events(first, {.limit = 0}), IsEmpty());
  EXPECT_THAT(store_.get_events(second), SizeIs(1));
}

TEST_F(RunHistory, a_table_said_twice_counts_as_said_last) {
  const Uuid run = store_.create_run({});
  const Uuid version = uuid4();
  store_.record_table(run, {.table_name = "posts", .direction = TableUse::written, .rows = 5});
  store_.record_table(run, {.table_name = "messages", .checkpoint_id = version, .rows = 1});
  store_.record_table(run, {.table_name = "messages", .direction = TableUse::written});
  store_.record_table(run, {.table_name = "posts", .direction = TableUse::written, .rows = 6});
  EXPECT_THAT(store_.get_tables(run), ElementsAre(RunTable{"messages", TableUse::read, version, 1},
                                                  RunTable{"messages", TableUse::written, {}, {}},
                                                  RunTable{"posts", TableUse::written, {}, 6}));
}

TEST_F(RunHistory, the_file_that_a_run_read_is_found) {
  const Uuid run = store_.create_run({});
  storage_.write_table(numbers(3), "source");
  const Uuid file = storage_.checkpoints().list("source").at(0).checkpoint_id;
  store_.record_table(run, {.table_name = "source"});
  EXPECT_EQ(store_.get_tables(run).at(0).checkpoint_id, file);
  store_.record_table(run, {.table_name = "SOURCE", .direction = TableUse::written});
  EXPECT_EQ(store_.get_tables(run).at(1).checkpoint_id, file);
  // A file that does not hold what the table holds is not what was read.
  storage_.transaction([&](Transaction& tx) {
    tx.insert("source", numbers(1));
    store_.record_table(tx, run, {.table_name = "source"});
  });
  EXPECT_FALSE(store_.get_tables(run).at(0).checkpoint_id.has_value());
  store_.record_table(run, {.table_name = "source"});
  EXPECT_FALSE(store_.get_tables(run).at(0).checkpoint_id.has_value());
  storage_.checkpoint("source");
  store_.record_table(run, {.table_name = "source"});
  EXPECT_EQ(store_.get_tables(run).at(0).checkpoint_id,
            storage_.checkpoints().list("source").at(0).checkpoint_id);
  storage_.transaction([&](Transaction& tx) {
    tx.drop_table("source");
    store_.record_table(tx, run, {.table_name = "source"});
  });
  EXPECT_FALSE(store_.get_tables(run).at(0).checkpoint_id.has_value());
}

TEST_F(RunHistory, lineage_goes_both_ways_by_the_shortest_way) {
  // 1 <- 2 <- 4, 1 <- 3 <- 4, 1 <- 4, 4 <- 5, and 6 alone
  for (int i = 0; i < 6; ++i) store_.create_run({});
  store_.record_lineage({.child_run_id = counted(2), .parent_run_ids = {counted(1)}});
  store_.record_lineage({.child_run_id = counted(3), .parent_run_ids = {counted(1)}});
  const NewLineage fourth{.child_run_id = counted(4),
                          .parent_run_ids = {counted(3), counted(2), counted(1), counted(2)}};
  store_.record_lineage(fourth);
  store_.record_lineage(fourth);
  store_.record_lineage({.child_run_id = counted(5), .parent_run_ids = {counted(4)}});
  EXPECT_EQ(storage_.row_count("lineage"), 6);
  const RunLineage fifth = store_.get_lineage(counted(5));
  EXPECT_THAT(fifth.ancestors, ElementsAre(RelatedRun{counted(4), 1}, RelatedRun{counted(1), 2},
                                           RelatedRun{counted(2), 2}, RelatedRun{counted(3), 2}));
  EXPECT_THAT(fifth.descendants, IsEmpty());
  EXPECT_THAT(store_.get_lineage(counted(1)).descendants,
              ElementsAre(RelatedRun{counted(2), 1}, RelatedRun{counted(3), 1},
                          RelatedRun{counted(4), 1}, RelatedRun{counted(5), 2}));
  EXPECT_THAT(store_.get_lineage(counted(6)).ancestors, IsEmpty());
}

TEST_F(RunHistory, a_parent_is_lineage) {
  const Uuid parent = store_.create_run({});
  const Uuid child = store_.create_run({.parent_run_id = parent});
  EXPECT_THAT(store_.get_lineage(child).ancestors, ElementsAre(RelatedRun{parent, 1}));
}

TEST_F(RunHistory, a_run_does_not_come_of_itself) {
  for (int i = 0; i < 3; ++i) store_.create_run({});
  store_.record_lineage({.child_run_id = counted(2), .parent_run_ids = {counted(1)}});
  store_.record_lineage({.child_run_id = counted(3), .parent_run_ids = {counted(2)}});
  const auto refused = [&](const NewLineage& lineage) {
    return message_of<InvalidOperationError>([&] { store_.record_lineage(lineage); });
  };
  EXPECT_THAT(refused({.child_run_id = counted(1), .parent_run_ids = {counted(1)}}),
              HasSubstr("itself"));
  const std::string one = counted(1).to_string();
  EXPECT_THAT(refused({.child_run_id = counted(1), .parent_run_ids = {counted(3)}}),
              HasSubstr(one + " of " + counted(3).to_string() + " of " + counted(2).to_string() +
                        " of " + one));
  EXPECT_THROW(
      store_.record_lineage({.child_run_id = counted(3), .parent_run_ids = {counted(1), uuid4()}}),
      RunNotFoundError);
  EXPECT_EQ(storage_.row_count("lineage"), 2);
}

TEST_F(RunHistory, a_circle_made_by_hand_does_not_keep_anybody_walking) {
  for (int i = 0; i < 2; ++i) store_.create_run({});
  store_.record_lineage({.child_run_id = counted(2), .parent_run_ids = {counted(1)}});
  storage_.insert("lineage", memtable(schemas::Lineage::schema(), {{counted(1), counted(2)}}));
  EXPECT_THAT(store_.get_lineage(counted(1)).ancestors, ElementsAre(RelatedRun{counted(2), 1}));
}

TEST_F(RunHistory, a_chain_of_thousands_is_walked) {
  constexpr int kRuns = 5000;
  std::vector<std::vector<Scalar>> links;
  for (int i = 1; i < kRuns; ++i) links.push_back({counted(i + 1), counted(i)});
  store_.create_run({});
  storage_.insert("lineage", memtable(schemas::Lineage::schema(), links));
  EXPECT_EQ(store_.get_lineage(counted(1)).descendants.back(),
            (RelatedRun{counted(kRuns), kRuns - 1}));
}

}  // namespace
}  // namespace egregora
