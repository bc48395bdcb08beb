// SPDX-License-Identifier: Apache-2.0
// Files of others as lazy tables.
#include <egregora/database/write_frame.hpp>

#include <fstream>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using namespace literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ReadFile : public StorageTest {
 protected:
  fs::path file(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }
};

TEST_F(ReadFile, csv_has_the_types_that_its_text_shows) {
  auto storage = temp_storage();
  const Table table =
      storage.read_csv(file("a.csv", "id;name;joined\n1;\"Ann; B\";2025-01-31\n2;;2025-02-01\n"));
  EXPECT_THAT(table.columns(), ElementsAre("id", "name", "joined"));
  EXPECT_EQ(table.schema()[0].type, DataType::int64());
  EXPECT_EQ(table.schema()[2].type, DataType::date());
  const DataFrame rows = table.filter(table["joined"] < parse_date("2025-02-01")).execute();
  ASSERT_EQ(rows.num_rows(), 1);
  EXPECT_EQ(rows.value(0, "name"), Scalar("Ann; B"));
}

TEST_F(ReadFile, json_is_an_array_or_an_object_a_line) {
  auto storage = temp_storage();
  for (const char* text : {"[{\"id\": 1, \"tags\": [\"a\"]}, {\"id\": 2, \"tags\": []}]",
                           "{\"id\": 1, \"tags\": [\"a\"]}\n{\"id\": 2, \"tags\": []}\n"}) {
    const Table table = storage.read_json(file("a.json", text));
    EXPECT_EQ(table["id"].sum().execute(), Scalar(3)) << text;
    EXPECT_EQ(table.schema()[1].type, DataType::list(DataType::string())) << text;
  }
}

TEST_F(ReadFile, of_a_frame_that_was_written_gives_its_rows) {
  auto storage = temp_storage();
  const DataFrame frame = storage.execute(numbers(100));
  to_csv(frame, path("n.csv"));
  to_ndjson(frame, path("n.ndjson"));
  to_parquet(frame, path("n.parquet"));
  EXPECT_EQ(storage.read_csv(path("n.csv")).count().execute(), 100);
  EXPECT_EQ(storage.read_json(path("n.ndjson")).count().execute(), 100);
  EXPECT_EQ(storage.read_parquet(path("n.parquet")).count().execute(), 100);
}

TEST_F(ReadFile, joins_with_a_stored_table_and_can_be_stored) {
  DuckDBStorageManager storage{on_file()};
  storage.write_table(numbers(10), "t");
  const Table names = storage.read_csv(file("names.csv", "id,name\n3,c\n4,d\n99,z\n"));
  storage.write_table(storage.read_table("t").join(names, "id"), "named");
  EXPECT_EQ(storage.row_count("named"), 2);
}

TEST_F(ReadFile, that_is_missing_or_no_such_file_is_named) {
  auto storage = temp_storage();
  const fs::path broken = file("broken.json", "{\"a\": ");
  for (const auto& read : {std::function<Table()>([&] { return storage.read_csv(path("no.csv")); }),
                           std::function<Table()>([&] { return storage.read_json(broken); }),
                           std::function<Table()>([&] { return storage.read_parquet(broken); })}) {
    try {
      read();
      ADD_FAILURE() << "nothing was thrown";
    } catch (const DatabaseError& error) {
      EXPECT_THAT(error.what(), ::testing::AnyOf(HasSubstr("no.csv"), HasSubstr("broken.json")));
    }
  }
}

}  // namespace
}  // namespace egregora
