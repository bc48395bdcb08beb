// SPDX-License-Identifier: Apache-2.0
// Rows that are added or overwrite those of their key.
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using namespace literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class UpsertTest : public StorageTest {
 public:
  UpsertTest() {
    storage_.create_table("scores",
                          {{"post", DataType::string(), false},
                           {"part", DataType::int64(), false},
                           {"wins", DataType::int64(), true}},
                          {.primary_key = {"post", "part"}});
  }
  static Table scores(const std::vector<std::string>& posts, const std::vector<int>& parts,
                      const std::vector<int>& wins) {
    return memtable({{"post", posts}, {"part", parts}, {"wins", wins}});
  }
  std::vector<std::string> stored(const char* name = "scores") {
    std::vector<std::string> lines;
    const Table all = storage_.read_table(name).order_by({"post", "part", "wins"});
    for (const Row& row : all.execute().rows())
      lines.push_back(row["post"].to_string() + row["part"].to_string() + " " +
                      row["wins"].to_string());
    return lines;
  }

  DuckDBStorageManager storage_ = DuckDBStorageManager(on_file());
};

TEST_F(UpsertTest, adds_new_keys_and_overwrites_known_ones) {
  EXPECT_EQ(storage_.upsert("scores", scores({"a", "b"}, {1, 1}, {1, 2})), (UpsertResult{2, 0}));
  EXPECT_EQ(storage_.upsert("SCORES", scores({"b", "c", "a"}, {1, 1, 2}, {20, 30, 40})),
            (UpsertResult{2, 1}));
  EXPECT_THAT(stored(), ElementsAre("a1 1", "a2 40", "b1 20", "c1 30"));
}

TEST_F(UpsertTest, matches_columns_by_name_and_wants_all_of_them) {
  storage_.upsert("scores", memtable({{"wins", {7}}, {"part", {1}}, {"post", {"a"}}}));
  EXPECT_THAT(stored(), ElementsAre("a1 7"));
  EXPECT_THROW(storage_.upsert("scores", memtable({{"post", {"a"}}, {"part", {1}}})),
               SchemaMismatchError);
}

TEST_F(UpsertTest, takes_a_key_that_the_table_does_not_declare) {
  storage_.write_table(scores({"a", "a", "b"}, {1, 2, 1}, {1, 2, 3}), "plain");
  EXPECT_EQ(storage_.upsert("plain", scores({"a", "c"}, {9, 9}, {50, 60}), {.keys = {"Post"}}),
            (UpsertResult{1, 2}));
  EXPECT_THAT(stored("plain"), ElementsAre("a9 50", "a9 50", "b1 3", "c9 60"));
  EXPECT_THROW(storage_.upsert("plain", scores({"a"}, {1}, {1})), InvalidOperationError);
  EXPECT_THROW(storage_.upsert("plain", scores({"a"}, {1}, {1}), {.keys = {"nope"}}),
               ColumnNotFoundError);
}

TEST_F(UpsertTest, refuses_a_key_that_comes_twice_and_names_it) {
  storage_.upsert("scores", scores({"a"}, {1}, {1}));
  const Table twice = scores({"a", "z", "z"}, {1, 5, 5}, {2, 3, 4});
  EXPECT_THAT(message_of<IntegrityError>([&] { storage_.upsert("scores", twice); }),
              AllOf(HasSubstr("'scores'"), HasSubstr("post = z, part = 5"), HasSubstr("last")));
  EXPECT_THAT(stored(), ElementsAre("a1 1"));
}

TEST_F(UpsertTest, lets_the_last_of_two_rows_count_where_told_to) {
  const Table twice = scores({"a", "b", "a", "a"}, {1, 1, 1, 1}, {2, 3, 4, 5});
  EXPECT_EQ(storage_.upsert("scores", twice, {.on_duplicate = OnDuplicate::last}),
            (UpsertResult{2, 0}));
  EXPECT_THAT(stored(), ElementsAre("a1 5", "b1 3"));
  const Table ordered = twice.order_by(twice["wins"].desc());
  EXPECT_EQ(storage_.upsert("scores", ordered, {.on_duplicate = OnDuplicate::last}),
            (UpsertResult{0, 2}));
  EXPECT_THAT(stored(), ElementsAre("a1 2", "b1 3"));
}

TEST_F(UpsertTest, refuses_a_key_that_is_null) {
  const Table rows = memtable({{"post", {"a", std::nullopt}}, {"part", {1, 2}}, {"wins", {1, 2}}});
  for (const OnDuplicate how : {OnDuplicate::error, OnDuplicate::last}) {
    EXPECT_THAT(
        message_of<IntegrityError>([&] { storage_.upsert("scores", rows, {.on_duplicate = how}); }),
        HasSubstr("NULL: post = NULL, part = 2"));
  }
  EXPECT_THAT(stored(), ElementsAre());
}

TEST_F(UpsertTest, marks_the_file_stale_and_takes_a_table_derived_from_itself) {
  storage_.write_table(scores({"a", "b"}, {1, 1}, {1, 2}), "plain");
  EXPECT_EQ(storage_.describe("plain").checkpoint, CheckpointState::fresh);
  const Table plain = storage_.read_table("plain");
  storage_.upsert("plain", plain.mutate("wins"_ = plain["wins"] * 10), {.keys = {"post"}});
  EXPECT_EQ(storage_.describe("plain").checkpoint, CheckpointState::stale);
  EXPECT_THAT(stored("plain"), ElementsAre("a1 10", "b1 20"));
}

TEST_F(UpsertTest, evaluates_rows_that_may_differ_once) {
  // With two evaluations the check would see other keys than those that are merged.
  const Table many = numbers(10);
  const Table rows = many.select("post"_ = uuid().cast(DataType::string()).left(literal(1)),
                                 "part"_ = literal(1), "wins"_ = many["id"]);
  int accepted = 0;
  for (int round = 0; round < 200; ++round) {
    storage_.delete_rows("scores", literal(true));
    try {
      const UpsertResult result = storage_.upsert("scores", rows);
      EXPECT_EQ(result, (UpsertResult{10, 0}));
      ++accepted;
    } catch (const IntegrityError& error) {
      EXPECT_THAT(error.what(), HasSubstr("two rows with one key"));
    }
  }
  EXPECT_LT(accepted, 200);
}

TEST_F(UpsertTest, takes_rows_through_a_view) {
  storage_.write_table(scores({"a", "b"}, {1, 1}, {1, 2}), "plain");
  storage_.connection()->query(
      "CREATE VIEW doubled AS SELECT post, part, wins * 2 AS wins FROM plain");
  EXPECT_EQ(storage_.upsert("scores", storage_.read_table("doubled")), (UpsertResult{2, 0}));
  EXPECT_THAT(stored(), ElementsAre("a1 2", "b1 4"));
}

TEST_F(UpsertTest, is_undone_with_its_transaction) {
  storage_.upsert("scores", scores({"a"}, {1}, {1}));
  EXPECT_THROW(storage_.transaction([&](Transaction& tx) {
    tx.upsert("scores", scores({"a", "b"}, {1, 1}, {5, 5}));
    EXPECT_EQ(tx.row_count("scores"), 2);
    throw IntegrityError("enough");
  }),
               IntegrityError);
  EXPECT_THAT(stored(), ElementsAre("a1 1"));
}

TEST_F(UpsertTest, of_no_rows_changes_nothing) {
  EXPECT_EQ(storage_.upsert("scores", scores({}, {}, {})), (UpsertResult{0, 0}));
  EXPECT_THAT(stored(), ElementsAre());
}

}  // namespace
}  // namespace egregora
