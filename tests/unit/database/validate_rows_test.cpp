// SPDX-License-Identifier: Apache-2.0
#include <egregora/database/validate_rows.hpp>

#include <egregora/core/errors.hpp>

#include "unit/database/sample_row.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Things : Columns<Things> {
  static constexpr std::string_view table_name = "things";
  Column<sql::BigInt> id{this, "id", primary_key};
  Column<sql::Text> word{this, "word"};
  Column<nullable<sql::BigInt>> size{this, "size"};
  static std::vector<Check> checks() {
    return {{"size_is_small", col("size") < 10}, {"word_is_given", col("word") != ""}};
  }
};

class ValidateRows : public StorageTest {
 protected:
  static Table things(const std::vector<std::vector<Scalar>>& rows) {
    return memtable(
        {{"id", DataType::int64()}, {"word", DataType::string()}, {"size", DataType::int64()}},
        rows);
  }
  static std::vector<std::string> found(const Table& rows, std::int64_t limit = 100) {
    std::vector<std::string> texts;
    DuckDBStorageManager storage = temp_storage();
    storage.write_table(rows, "things");
    for (const InvalidRow& row : validate_rows<Things>(storage.read_table("things"), limit)) {
      texts.push_back(row.rule + ": " + row.key[0].to_string());
    }
    return texts;
  }
};

const Scalar kNoText = Scalar::null(DataType::string());
const Scalar kNoSize = Scalar::null(DataType::int64());

TEST_F(ValidateRows, finds_nothing_where_all_is_well) {
  EXPECT_THAT(found(things({{1, "a", 9}, {2, "b", kNoSize}})), IsEmpty());
  EXPECT_THAT(found(things({})), IsEmpty());
}

TEST_F(ValidateRows, names_rule_and_key_of_each_row_that_breaks_one) {
  EXPECT_THAT(found(things({{3, "", 10}, {1, kNoText, 11}, {2, "b", 1}, {2, "c", 1}, {4, "d", 0}})),
              ElementsAre("word is NULL: 1", "size_is_small: 1", "size_is_small: 3",
                          "word_is_given: 3", "primary key is not unique: 2"));
}

TEST_F(ValidateRows, a_check_lets_null_pass_as_the_engine_does) {
  EXPECT_THAT(found(things({{1, "a", kNoSize}})), IsEmpty());
}

TEST_F(ValidateRows, gives_at_most_so_many_of_each_rule) {
  EXPECT_THAT(
      found(things({{1, "", 10}, {2, "", 10}, {3, "", 10}}), 2),
      ElementsAre("size_is_small: 1", "size_is_small: 2", "word_is_given: 1", "word_is_given: 2"));
  EXPECT_THROW(found(things({}), 0), InvalidOperationError);
}

TEST_F(ValidateRows, takes_what_is_not_stored_yet) {
  DuckDBStorageManager storage = temp_storage();
  storage.write_table(things({{1, "a", 1}}), "raw");
  const Table raw = storage.read_table("raw");
  EXPECT_THAT(validate_rows<Things>(raw.mutate(Named{"size", raw["size"] * 20})), SizeIs(1));
  EXPECT_THROW(validate_rows<Things>(raw.drop("size")), ColumnNotFoundError);
}

TEST_F(ValidateRows, takes_every_managed_table) {
  DuckDBStorageManager storage = temp_storage();
  storage.create_table<schemas::Messages>();
  storage.insert("messages", sample_row<schemas::Messages>());
  EXPECT_THAT(validate_rows<schemas::Messages>(storage.read_table("messages")), IsEmpty());
  const Table odd = storage.read_table("messages").mutate(Named{"kind", literal("other")});
  const auto invalid = validate_rows<schemas::Messages>(odd);
  ASSERT_THAT(invalid, SizeIs(1));
  EXPECT_EQ(invalid[0].rule, "kind_is_known");
  EXPECT_THAT(invalid[0].key, SizeIs(3));  // timestamp, seq, message_id
}

}  // namespace
}  // namespace egregora
