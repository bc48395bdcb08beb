// A table drawn over several batches.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <egregora/data/table_writer.hpp>
#include <sstream>

namespace egregora {
namespace {

using ::testing::HasSubstr;

const Schema kSchema{{"n", DataType::int64()}, {"text", DataType::string()}};

DataFrame batch(std::int64_t n, const char* text) {
  ColumnBuilder numbers(DataType::int64());
  ColumnBuilder texts(DataType::string());
  numbers.append(n);
  texts.append(text);
  return DataFrame(kSchema, {numbers.finish(), texts.finish()});
}

TEST(TableWriter, draws_one_batch_as_a_frame_draws_itself) {
  std::ostringstream out;
  TableWriter writer(out, kSchema);
  writer.write(batch(7, "hello"));
  writer.finish();
  EXPECT_EQ(out.str(), batch(7, "hello").to_string());
}

TEST(TableWriter, keeps_the_first_batch_s_widths) {
  std::ostringstream out;
  TableWriter writer(out, kSchema, {.types = false});
  writer.write(batch(7, "abcdefgh"));
  writer.write(batch(8, "abcdefghijkl"));
  writer.finish();
  EXPECT_EQ(out.str(),
            "┌───┬──────────┐\n"
            "│ n │ text     │\n"
            "├───┼──────────┤\n"
            "│ 7 │ abcdefgh │\n"
            "│ 8 │ abcd…jkl │\n"
            "└───┴──────────┘\n"
            "2 rows\n");
}

TEST(TableWriter, never_shortens_a_later_number) {
  std::ostringstream out;
  TableWriter writer(out, kSchema, {.types = false});
  writer.write(batch(7, "a"));
  writer.write(batch(1234567890, "b"));
  EXPECT_THAT(out.str(), HasSubstr("│ 1234567890 │"));
}

TEST(TableWriter, draws_the_head_of_an_empty_result) {
  std::ostringstream out;
  TableWriter writer(out, kSchema, {.types = false});
  writer.finish();
  EXPECT_THAT(out.str(), HasSubstr("│ n │ text │"));
  EXPECT_THAT(out.str(), HasSubstr("0 rows\n"));
}

TEST(TableWriter, says_so_where_there_are_no_columns) {
  std::ostringstream out;
  TableWriter writer(out, Schema{});
  writer.finish();
  EXPECT_EQ(out.str(), "no columns\n");
}

}  // namespace
}  // namespace egregora
