// SPDX-License-Identifier: Apache-2.0
// The view conversations comes and goes with messages, and gives way to a user's table.
#include <egregora/database/init.hpp>
#include <egregora/database/schemas.hpp>

#include "unit/database/sample_row.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConversationsView : public StorageTest {
 protected:
  /// One message by "a", with a struct of metadata.
  static void add_message(DuckDBStorageManager& storage, const Uuid& id = uuid4()) {
    const DataType& type = schemas::Messages::schema().at("metadata").type;
    std::vector<Scalar> metadata;
    for (const StructField& member : type.fields()) metadata.push_back(plainest(member.type));
    metadata[3] =
        Scalar::of(DataType::list(DataType::string()), std::vector<Scalar>{Scalar("email")});
    storage.insert("messages", sample_row<schemas::Messages>(
                                   {{"message_id", id}, {"metadata", Scalar::of(type, metadata)}}));
  }
};

TEST_F(ConversationsView, comes_with_the_core_tables) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  EXPECT_EQ(storage.describe("conversations").kind, TableKind::view);
  add_message(storage);
  const auto conversations = storage.read_table<schemas::Conversations>();
  EXPECT_EQ(conversations.schema().names(), schemas::Conversations::schema().names());
  const DataFrame frame = conversations.execute();
  ASSERT_EQ(frame.num_rows(), 1);
  EXPECT_EQ(frame.value(0, "pii_flags").to_string(), "[email]");
  EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
}

TEST_F(ConversationsView, is_readable_by_other_clients) {
  {
    DuckDBStorageManager storage{on_file()};
    initialize_database(storage);
    add_message(storage);
  }
  auto other = temp_storage();
  auto raw = other.connection();
  raw->query("ATTACH '" + path("test.duckdb").string() + "' AS theirs (READ_ONLY)");
  EXPECT_EQ(raw->query("SELECT count(*) FROM theirs.conversations").column<std::int64_t>(0)[0], 1);
}

TEST_F(ConversationsView, gives_way_to_a_users_table_and_comes_back) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  storage.write_table(numbers(3), "conversations");
  EXPECT_EQ(storage.describe("conversations").kind, TableKind::table);
  EXPECT_EQ(storage.row_count("conversations"), 3);
  initialize_database(storage);
  EXPECT_EQ(storage.row_count("conversations"), 3);
  storage.drop_table("conversations");
  EXPECT_EQ(storage.describe("conversations").kind, TableKind::view);
  storage.create_table("Conversations", {{"x", DataType::int64()}});
  EXPECT_THAT(storage.read_table("conversations").columns(), ElementsAre("x"));
  storage.rename_table("conversations", "mine");
  EXPECT_EQ(storage.describe("conversations").kind, TableKind::view);
}

TEST_F(ConversationsView, is_absent_without_messages) {
  DuckDBStorageManager storage{on_file()};
  EXPECT_FALSE(storage.table_exists("conversations"));
  storage.write_table(numbers(3), "conversations");
  storage.drop_table("conversations");
  EXPECT_FALSE(storage.table_exists("conversations"));
  storage.create_table<schemas::Messages>();
  EXPECT_TRUE(storage.table_exists("conversations"));
  storage.drop_table("messages");
  EXPECT_THAT(storage.list_tables(), IsEmpty());
}

TEST_F(ConversationsView, is_not_made_over_messages_of_another_shape) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "messages");
  EXPECT_THAT(storage.list_tables(), ElementsAre("messages"));
  const auto problems = storage.checkpoints().doctor();
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].kind, "schema-drift");
}

TEST_F(ConversationsView, stays_when_messages_are_written_anew) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  add_message(storage);
  storage.write_table(storage.read_table("messages"), "messages");
  EXPECT_EQ(storage.row_count("conversations"), 1);
  EXPECT_THROW(storage.write_table(numbers(1), "messages"), SchemaMismatchError);
}

TEST_F(ConversationsView, other_views_are_not_overwritten) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(3), "t");
  storage.connection()->query("CREATE VIEW v AS SELECT id FROM t");
  EXPECT_EQ(storage.row_count("v"), 3);
  EXPECT_THROW(storage.write_table(numbers(1), "v"), InvalidOperationError);
  EXPECT_THROW(storage.checkpoint("v"), InvalidOperationError);
  storage.drop_table("v");
  storage.write_table(numbers(1), "v");
  EXPECT_EQ(storage.row_count("v"), 1);
}

TEST_F(ConversationsView, the_built_in_views_run_over_it) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  add_message(storage);
  for (const auto& [name, builder] : common_views()) {
    EXPECT_EQ(storage.execute_view(name, builder, "conversations").count().execute(),
              name == "messages_with_media" || name == "messages_with_text" ? 0 : 1)
        << name;
  }
}

TEST_F(ConversationsView, doctor_finds_messages_of_one_id) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  const Uuid id = uuid4();
  add_message(storage, id);
  add_message(storage, id);
  const auto problems = storage.checkpoints().doctor();
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].kind, "duplicate-message-id");
}

}  // namespace
}  // namespace egregora
