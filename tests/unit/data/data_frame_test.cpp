// SPDX-License-Identifier: Apache-2.0
// Data frames: typed columns, rows that outlive them, and the drawing for people.
#include <gmock/gmock.h>

#include <egregora/core/errors.hpp>
#include <egregora/data/data_frame.hpp>

namespace egregora {
namespace {

using ::testing::HasSubstr;

DataFrame frame_of(const Schema& schema, const std::vector<std::vector<Scalar>>& rows) {
  std::vector<std::shared_ptr<const ColumnData>> columns;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    ColumnBuilder builder(schema[i].type);
    for (const auto& row : rows) builder.append(row[i]);
    columns.push_back(builder.finish());
  }
  return {schema, std::move(columns)};
}

DataFrame events() {
  return frame_of({{"event_id", DataType::string()}, {"rating", DataType::float64()}},
                  {{"e1", 3.0}, {"e2", Scalar()}, {"e3", 12.5}});
}

struct RatingColumn {
  using cpp_type = double;
  static std::string_view name() { return "rating"; }
};

TEST(DataFrame, gives_typed_columns) {
  const DataFrame frame = events();
  EXPECT_EQ(frame.num_rows(), 3);
  EXPECT_EQ(frame.num_columns(), 2);
  EXPECT_EQ(frame.column<std::string>("EVENT_ID")[1], "e2");
  EXPECT_FALSE(frame.column<double>(1).is_valid(1));
  EXPECT_EQ(frame.value(2, "rating"), Scalar(12.5));
}

TEST(DataFrame, says_what_to_ask_instead) {
  try {
    (void)events().column<std::int64_t>("rating");
    FAIL();
  } catch (const TypeError& error) {
    EXPECT_STREQ(error.what(),
                 "column 'rating' of type float64 is read as double, not as std::int64_t");
  }
  EXPECT_THROW((void)events().column<double>("ratin"), ColumnNotFoundError);
  EXPECT_THROW((void)events().column<double>(7), ColumnNotFoundError);
  EXPECT_THROW((void)events().column<double>(-1), ColumnNotFoundError);
  EXPECT_THROW((void)events().value(3, "rating"), InvalidOperationError);
}

TEST(DataFrame, refuses_columns_that_disagree_with_the_schema) {
  const auto column = events().data(0);
  EXPECT_THROW(DataFrame({{"a", DataType::int64()}}, {column}), IntegrityError);
  EXPECT_THROW(DataFrame({{"a", DataType::string()}}, {column, column}), IntegrityError);
}

TEST(DataFrame, rows_keep_a_temporary_frame_alive) {
  std::vector<double> ratings;
  for (const Row& row : events().rows()) ratings.push_back(row.get(RatingColumn{}).value_or(-1));
  EXPECT_THAT(ratings, ::testing::ElementsAre(3.0, -1, 12.5));
  const Row last = events().rows().at(2);
  EXPECT_EQ(last[RatingColumn{}], 12.5);
  EXPECT_EQ(last.get<std::string>("event_id"), "e3");
  EXPECT_EQ(last["event_id"], Scalar("e3"));
  EXPECT_EQ(last.index(), 2);
}

TEST(DataFrame, draws_a_table) {
  EXPECT_EQ(events().to_string(),
            "┌──────────┬─────────┐\n"
            "│ event_id │  rating │\n"
            "│ string   │ float64 │\n"
            "├──────────┼─────────┤\n"
            "│ e1       │     3.0 │\n"
            "│ e2       │    NULL │\n"
            "│ e3       │    12.5 │\n"
            "└──────────┴─────────┘\n"
            "3 rows\n");
}

TEST(DataFrame, counts_the_rows_that_it_does_not_draw) {
  EXPECT_THAT(events().to_string({.max_rows = 1}), HasSubstr("3 rows (1 shown)"));
  EXPECT_EQ(DataFrame().to_string(), "no columns\n");
}

TEST(DataFrame, shortens_long_cells_in_the_middle) {
  const auto text = frame_of({{"t", DataType::string()}}, {{std::string(200, 'a') + "END"}})
                        .to_string({.max_width = 24});
  EXPECT_THAT(text, HasSubstr("│ aaaaaaaaaa…aaaaaaEND │\n"));
}

TEST(DataFrame, leaves_out_columns_only_when_narrow_ones_do_not_fit) {
  std::vector<Field> fields;
  std::vector<Scalar> row;
  for (int i = 0; i < 30; ++i) {
    fields.push_back({"column_number_" + std::to_string(i), DataType::int64()});
    row.emplace_back(i);
  }
  const auto text = frame_of(Schema(fields), {row}).to_string({.max_width = 80});
  EXPECT_THAT(text, HasSubstr("30 columns (4 shown)"));
  // The first and the last, by their whole names.
  EXPECT_THAT(text, HasSubstr("│ column_number_0 │ column_number_1 │ … │ column_number_28 │ "
                              "column_number_29 │"));
  EXPECT_THAT(text, HasSubstr("│               0 │               1 │ … │               28 │"));
  const auto narrow = frame_of(Schema(fields), {row}).to_string({.max_width = 20});
  EXPECT_THAT(narrow, HasSubstr("│ column_number_0 │ … │\n"));
}

TEST(DataFrame, draws_what_strangers_wrote_without_obeying_it) {
  const auto frame = frame_of({{"t", DataType::string()}},
                              {{"a\nb\x1b[31m"}, {"\xE2\x80\xAEgnp"}, {"日本"}, {"bad \xFF byte"}});
  const std::string text = frame.to_string();
  EXPECT_THAT(text, HasSubstr("│ a\\nb\\x1b[31m │\n"));
  EXPECT_THAT(text, HasSubstr("│ gnp          │\n"));
  EXPECT_THAT(text, HasSubstr("│ 日本         │\n"));
  EXPECT_THAT(text, HasSubstr("│ bad \xEF\xBF\xBD byte   │\n"));
}

}  // namespace
}  // namespace egregora
