// SPDX-License-Identifier: Apache-2.0
// The view conversations comes and goes with messages, and gives way to a user's table.
#include <egregora/database/init.hpp>
#include <egregora/database/migrations.hpp>
#include <egregora/database/schemas.hpp>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConversationsView : public StorageTest {
 protected:
  /// One message by "a", with a struct of metadata.
  static void add_message(DuckDBStorageManager& storage, const Uuid& id = uuid4()) {
    std::vector<Scalar> row;
    for (const Field& field : schemas::Messages::schema()) {
      if (field.name == "message_id") {
        row.emplace_back(id);
      } else if (field.name == "metadata") {
        row.push_back(Scalar::of(
            field.type, std::vector<Scalar>{
                            Scalar::null(DataType::uuid()),
                            Scalar::of(DataType::list(DataType::uuid()), std::vector<Scalar>{}),
                            Scalar::of(DataType::list(DataType::string()), std::vector<Scalar>{}),
                            Scalar::of(DataType::list(DataType::string()),
                                       std::vector<Scalar>{Scalar("email")}),
                            Scalar(false), Scalar::of(DataType::json(), std::string("{}"))}));
      } else if (field.type.is_timestamp()) {
        row.emplace_back(parse_timestamp("2025-01-01 10:00:00"));
      } else if (field.type.is_integer()) {
        row.emplace_back(0);
      } else if (field.name == "kind") {
        row.emplace_back("text");
      } else if (field.nullable) {
        row.push_back(Scalar::null(field.type));
      } else {
        row.emplace_back("a");
      }
    }
    storage.insert("messages", memtable(schemas::Messages::schema(), {row}));
  }
};

TEST_F(ConversationsView, comes_with_the_core_tables) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  EXPECT_THAT(storage.list_tables(), ElementsAre("conversations", "messages", "rejects", "runs",
                                                 "window_messages", "windows"));
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

class Migrations : public StorageTest {};

TEST_F(Migrations, are_applied_once) {
  const MigrationTarget target{path("site/test.duckdb")};
  const MigrationResult first = run_migrations(target);
  ASSERT_THAT(first.applied, SizeIs(1));
  EXPECT_EQ(first.applied[0].name, "core_tables");
  EXPECT_EQ(first.version, 1);
  EXPECT_THAT(run_migrations(target).applied, IsEmpty());
  DuckDBStorageManager storage{{.db_path = path("site/test.duckdb")}};
  initialize_database(storage);
  const DataFrame history = storage.connection()->query("SELECT * FROM _egregora_migrations");
  EXPECT_EQ(history.num_rows(), 1);
  EXPECT_THAT(history.schema().names(), ElementsAre("version", "name", "checksum", "applied_at",
                                                    "duration_ms", "library_version"));
}

TEST_F(Migrations, take_over_what_a_user_created_before) {
  DuckDBStorageManager storage{on_file()};
  storage.create_table<schemas::Runs>();
  EXPECT_THAT(run_migrations(storage).applied, SizeIs(1));
}

TEST_F(Migrations, a_history_that_does_not_fit_is_refused_with_the_remedy) {
  DuckDBStorageManager storage{on_file()};
  initialize_database(storage);
  const auto expect_refused = [&](const std::string& sql, const char* word) {
    storage.connection()->query(sql);
    try {
      run_migrations(storage);
      FAIL() << sql;
    } catch (const MigrationError& error) {
      EXPECT_THAT(error.what(), HasSubstr(word));
    }
  };
  expect_refused("INSERT INTO _egregora_migrations VALUES (2, 'later', 'x', now(), 0, '9')",
                 "newer version");
  storage.connection()->query("DELETE FROM _egregora_migrations WHERE version = 2");
  EXPECT_NO_THROW(run_migrations(storage));
  expect_refused("UPDATE _egregora_migrations SET checksum = 'x'", "not the one that was applied");
  expect_refused("UPDATE _egregora_migrations SET version = 3", "gap");
}

}  // namespace
}  // namespace egregora
