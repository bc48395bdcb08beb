// SPDX-License-Identifier: Apache-2.0
// Tables read in batches, exported to files, and put in the order that their schema declares.
#include <egregora/database/init.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/database/streaming.hpp>

#include <fstream>
#include <memory>

#include "database/file_system.hpp"
#include "storage_fixture.hpp"
#include "support/failing_file_system.hpp"

namespace egregora {
namespace {

using namespace egregora::literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Stream : public StorageTest {
 protected:
  DuckDBStorageManager storage_{on_file()};
};

TEST_F(Stream, gives_all_rows_in_batches_of_at_most_the_size_asked_for) {
  storage_.write_table(numbers(10'000), "t");
  const auto batches = stream(storage_.read_table("t").order_by("id"), 3'000);
  std::int64_t next = 0;
  while (const auto batch = batches->next()) {
    EXPECT_LE(batch->num_rows(), 3'000);
    for (const std::int64_t id : batch->column<std::int64_t>("id").values()) EXPECT_EQ(id, next++);
  }
  EXPECT_EQ(next, 10'000);
  EXPECT_FALSE(batches->next());
}

TEST_F(Stream, sees_the_rows_of_the_moment_when_it_began) {
  storage_.write_table(numbers(5'000), "t");
  const auto batches = stream(storage_.read_table("t"), 1'000);
  std::int64_t rows = batches->next()->num_rows();
  storage_.write_table(numbers(1), "t");
  while (const auto batch = batches->next()) rows += batch->num_rows();
  EXPECT_EQ(rows, 5'000);
}

TEST_F(Stream, refuses_what_it_cannot_read) {
  storage_.write_table(numbers(3), "t");
  const Table table = storage_.read_table("t");
  EXPECT_THAT(message_of<InvalidOperationError>([&] { stream(table, 0); }), HasSubstr("0"));
  EXPECT_THROW(stream(numbers(3)), InvalidOperationError);
  storage_.close();
  EXPECT_THROW(stream(table), ClosedError);
}

class ExportTo : public Stream {
 protected:
  ExportTo() {
    storage_.write_table(numbers(3), "t");
    fs::create_directory(path("out"));
  }
  fs::path out(const std::string& name) const { return path("out") / name; }
  static std::string text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

TEST_F(ExportTo, writes_the_format_that_the_extension_says) {
  const Table table = storage_.read_table("t").order_by("id").limit(2);
  for (const char* name : {"t.csv", "t.json", "t.ndjson", "t.jsonl", "t.PARQUET"}) {
    export_to(table, out(name));
  }
  EXPECT_EQ(text(out("t.csv")), "id,word\n0,a\n1,a\n");
  EXPECT_EQ(text(out("t.ndjson")), "{\"id\":0,\"word\":\"a\"}\n{\"id\":1,\"word\":\"a\"}\n");
  EXPECT_EQ(text(out("t.jsonl")), text(out("t.ndjson")));
  EXPECT_THAT(text(out("t.json")), StartsWith("["));
  EXPECT_EQ(count_in(storage_, out("t.PARQUET")), 2);
  EXPECT_THAT(files_in(path("out")),
              ElementsAre("t.PARQUET", "t.csv", "t.json", "t.jsonl", "t.ndjson"));
}

TEST_F(ExportTo, names_the_file_whose_extension_says_no_format) {
  const auto message = [&](const std::string& name) {
    return message_of<InvalidOperationError>(
        [&] { export_to(storage_.read_table("t"), out(name)); });
  };
  EXPECT_THAT(message("t.xlsx"),
              AllOf(HasSubstr("t.xlsx"), HasSubstr(".parquet, .csv, .json, .ndjson, .jsonl")));
  EXPECT_THAT(message("parquet"), HasSubstr("parquet' ends in none of"));
  EXPECT_THAT(message(".csv"), HasSubstr(".csv' ends in none of"));
  EXPECT_THAT(files_in(path("out")), IsEmpty());
}

TEST_F(ExportTo, names_a_folder_that_is_not_there) {
  const Table table = storage_.read_table("t");
  EXPECT_THAT(message_of<DatabaseError>([&] { export_to(table, out("none/t.csv")); }),
              HasSubstr("there is no such folder: '" + out("none").string()));
}

TEST_F(ExportTo, refuses_a_column_that_parquet_would_give_back_as_another) {
  const Table wide = storage_.read_table("t").mutate("wide"_ = col("id").cast(DataType::int128()));
  EXPECT_THAT(message_of<UnsupportedOperationError>([&] { export_to(wide, out("t.parquet")); }),
              AllOf(HasSubstr("'wide'"), HasSubstr("int64 or decimal"),
                    HasSubstr("export it as CSV"), Not(HasSubstr("checkpoint"))));
  EXPECT_THAT(files_in(path("out")), IsEmpty());
  export_to(wide.limit(1), out("t.csv"));
  EXPECT_EQ(text(out("t.csv")), "id,word,wide\n0,a,0\n");
}

TEST_F(ExportTo, refuses_a_table_of_a_closed_manager_or_of_none) {
  const Table table = storage_.read_table("t");
  storage_.close();
  EXPECT_THROW(export_to(table, out("t.csv")), ClosedError);
  EXPECT_THROW(export_to(numbers(2), out("t.csv")), InvalidOperationError);
  EXPECT_THAT(files_in(path("out")), IsEmpty());
}

TEST_F(ExportTo, that_fails_leaves_the_earlier_file_whole) {
  storage_.write_table(memtable({{"word", {"1", "2", "x"}}}), "words");
  export_to(storage_.read_table("t").limit(1), out("t.csv"));
  const Table failing = storage_.read_table("words").select(col("word").cast(DataType::int64()));
  EXPECT_THROW(export_to(failing, out("t.csv")), DatabaseError);
  EXPECT_EQ(text(out("t.csv")), "id,word\n0,a\n");
  EXPECT_THAT(files_in(path("out")), ElementsAre("t.csv"));
}

TEST_F(ExportTo, overwrites_what_a_killed_export_left) {
  std::ofstream(out(".t.csv.part")) << "half of an exp";
  export_to(storage_.read_table("t").limit(1), out("t.csv"));
  EXPECT_EQ(text(out("t.csv")), "id,word\n0,a\n");
  EXPECT_THAT(files_in(path("out")), ElementsAre("t.csv"));
}

TEST_F(ExportTo, writes_the_changes_of_the_transaction_it_is_in) {
  storage_.transaction([&](Transaction& tx) {
    tx.delete_rows("t", col("id") > 0);
    export_to(tx.read_table("t"), out("t.csv"));
  });
  EXPECT_EQ(text(out("t.csv")), "id,word\n0,a\n");
}

TEST_F(ExportTo, no_failed_operation_leaves_half_a_file) {
  storage_.close();
  const auto files = std::make_shared<testing::FailingFileSystem>(detail::posix_file_system());
  StorageOptions options = on_file();
  options.files = files;
  DuckDBStorageManager storage(options);
  const Table table = storage.read_table("t").order_by("id");
  for (int nth = 1;; ++nth) {
    SCOPED_TRACE(nth);
    export_to(table.limit(1), out("t.csv"));
    files->fail_at(nth);
    bool failed = false;
    try {
      export_to(table.limit(2), out("t.csv"));
    } catch (const CheckpointError&) {
      failed = true;
    }
    const std::vector<std::string> operations = files->operations();
    files->fail_at(0);
    if (!failed) {
      EXPECT_THAT(operations, ElementsAre(StartsWith("sync_file"), StartsWith("rename"),
                                          StartsWith("sync_folder")));
      break;
    }
    // Only what follows the rename finds the new file there.
    EXPECT_EQ(text(out("t.csv")), nth <= 2 ? "id,word\n0,a\n" : "id,word\n0,a\n1,a\n");
    EXPECT_THAT(files_in(path("out")), ElementsAre("t.csv"));
  }
}

class InDeclaredOrder : public Stream {
 protected:
  InDeclaredOrder() { initialize_database(storage_); }

  /// Rows of window_messages by position, in the order that they are in.
  static std::vector<std::int64_t> positions(const Table& table) {
    const DataFrame frame = table.execute();
    const auto values = frame.column<std::int64_t>("position").values();
    return {values.begin(), values.end()};
  }
  void insert_members() {
    const Table rows = memtable({{"window_id", {"b", "a", "a"}}, {"position", {1, 3, 2}}});
    const auto id = [](const char* letter) {
      return std::string(8, letter[0]) + "-0000-4000-8000-000000000000";
    };
    storage_.insert("window_messages",
                    rows.select(ifelse(col("window_id") == "a", literal(id("a")), literal(id("b")))
                                    .cast(DataType::uuid())
                                    .as("window_id"),
                                literal(id("c")).cast(DataType::uuid()).as("message_id"),
                                col("position"), literal(false).as("is_overlap")));
  }
};

TEST_F(InDeclaredOrder, sorts_messages_by_time_number_and_id) {
  const std::string sql = in_declared_order(storage_.read_table("messages")).to_sql();
  EXPECT_THAT(sql, ::testing::ContainsRegex("ORDER BY .*timestamp.*seq.*message_id"));
}

TEST_F(InDeclaredOrder, sorts_rows_that_were_filtered_projected_and_renamed) {
  insert_members();
  const Table members = storage_.read_table("window_messages");
  EXPECT_THAT(positions(in_declared_order(members)), ElementsAre(2, 3, 1));
  const Table changed = members.filter(col("position") > 1)
                            .rename({{"of", "window_id"}})
                            .mutate("window_id"_ = literal("another"))
                            .order_by(col("position").desc())
                            .limit(10);
  EXPECT_THAT(positions(in_declared_order(changed)), ElementsAre(2, 3));
  EXPECT_THAT(positions(in_declared_order(members.as<schemas::WindowMessages>())),
              ElementsAre(2, 3, 1));
}

TEST_F(InDeclaredOrder, names_a_column_that_is_gone) {
  const auto message = [](const Table& table) {
    return message_of<InvalidOperationError>([&] { in_declared_order(table); });
  };
  const Table members = storage_.read_table("window_messages");
  EXPECT_THAT(message(members.drop("position")),
              AllOf(HasSubstr("window_id, position, message_id"), HasSubstr("column 'position'")));
  EXPECT_THAT(message(members.mutate("position"_ = col("position") + 1)),
              HasSubstr("column 'position'"));
  storage_.drop_table("windows");
  storage_.write_table(numbers(1), "windows");
  EXPECT_THAT(message(storage_.read_table("windows")), HasSubstr("column 'thread_id'"));
}

TEST_F(InDeclaredOrder, refuses_rows_of_no_declared_order_and_says_what_to_do) {
  const auto message = [](const Table& table) {
    return message_of<InvalidOperationError>([&] { in_declared_order(table); });
  };
  storage_.write_table(numbers(2), "t");
  const Table members = storage_.read_table("window_messages");
  EXPECT_THAT(message(storage_.read_table("t")), AllOf(HasSubstr("order_by()"), HasSubstr("'t'")));
  EXPECT_THAT(message(numbers(2)), HasSubstr("as<...>()"));
  EXPECT_THAT(message(members.group_by("window_id").count()), HasSubstr("order_by()"));
  EXPECT_THAT(message(members.join(members.view(), "message_id")), HasSubstr("order_by()"));
}

struct Unordered : Columns<Unordered> {
  static constexpr std::string_view table_name = "t";
  Column<sql::BigInt> id{this, "id"};
  Column<sql::Text> word{this, "word"};
};
struct Ordered : Columns<Ordered> {
  static constexpr std::string_view table_name = "t";
  Column<nullable<sql::BigInt>> id{this, "id"};
  Column<nullable<sql::Text>> word{this, "word"};
  static std::vector<std::string> order_key() { return {"word", "id"}; }
};

TEST_F(InDeclaredOrder, takes_the_order_of_ones_own_schema) {
  storage_.write_table(memtable({{"id", {1, 2, 3}}, {"word", {"b", "a", "b"}}}), "t");
  const TypedTable<Ordered> rows = in_declared_order(storage_.read_table("t").as<Ordered>());
  EXPECT_THAT(words(rows), ElementsAre("a", "b", "b"));
  storage_.create_table("u", Unordered::schema());
  EXPECT_THAT(message_of<InvalidOperationError>(
                  [&] { in_declared_order(storage_.read_table("u").as<Unordered>()); }),
              HasSubstr("declares no order_key()"));
}

}  // namespace
}  // namespace egregora
