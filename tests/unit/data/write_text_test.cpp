// SPDX-License-Identifier: Apache-2.0
// CSV and JSON as other programs read them: quoting, NULL, types that JSON lacks, batches.
#include <gmock/gmock.h>

#include <cmath>
#include <egregora/data/write_text.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace egregora {
namespace {

DataFrame frame_of(const Schema& schema, const std::vector<std::vector<Scalar>>& rows) {
  std::vector<std::shared_ptr<const ColumnData>> columns;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    ColumnBuilder builder(schema[i].type);
    for (const auto& row : rows) builder.append(row[i]);
    columns.push_back(builder.finish());
  }
  return {schema, std::move(columns)};
}

std::string csv(const DataFrame& frame, const CsvOptions& options = {}) {
  std::ostringstream out;
  write_csv(frame, out, options);
  return out.str();
}

DataFrame sample() {
  const auto list = DataType::list(DataType::string());
  return frame_of({{"id", DataType::int64()},
                   {"text", DataType::string()},
                   {"at", DataType::timestamp_tz()},
                   {"tags", list}},
                  {{1, "plain", parse_timestamp("2024-01-02 03:04:05"),
                    Scalar::of(list, std::vector<Scalar>{"a", "b\"c"})},
                   {2, "a,\"b\"\nc", Scalar(), Scalar()},
                   {3, "", parse_timestamp("2024-01-02 03:04:05.25"), Scalar()}});
}

TEST(WriteText, csv_quotes_as_rfc_4180_says) {
  EXPECT_EQ(csv(sample()),
            "id,text,at,tags\n"
            "1,plain,2024-01-02 03:04:05+00,\"[\"\"a\"\",\"\"b\\\"\"c\"\"]\"\n"
            "2,\"a,\"\"b\"\"\nc\",,\n"
            "3,\"\",2024-01-02 03:04:05.250000+00,\n");
}

TEST(WriteText, csv_header_can_be_left_to_the_first_batch) {
  EXPECT_EQ(csv(frame_of({{"a", DataType::int64()}}, {{1}}), {.header = false}), "1\n");
}

TEST(WriteText, json_is_read_back_by_another_program) {
  std::ostringstream out;
  write_json(sample(), out);
  const auto rows = nlohmann::json::parse(out.str());
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]["tags"], nlohmann::json({"a", "b\"c"}));
  EXPECT_EQ(rows[1]["text"], "a,\"b\"\nc");
  EXPECT_TRUE(rows[1]["at"].is_null());
  EXPECT_EQ(rows[2]["at"], "2024-01-02 03:04:05.250000+00");
}

TEST(WriteText, ndjson_keeps_a_row_on_its_line) {
  const auto frame =
      frame_of({{"j", DataType::json()}, {"s", DataType::string()}},
               {{Scalar::of(DataType::json(), std::string("{\n \"a\": 1}")), "x\x01\x7Fy"}});
  std::ostringstream out;
  write_ndjson(frame, out);
  EXPECT_EQ(out.str(), "{\"j\":{  \"a\": 1},\"s\":\"x\\u0001\\u007fy\"}\n");
}

TEST(WriteText, json_writes_every_kind_of_value) {
  const auto text = [](const Scalar& value) {
    std::string out;
    append_json(out, value);
    return out;
  };
  EXPECT_EQ(text(Scalar(std::nan(""))), "\"nan\"");
  EXPECT_EQ(text(Scalar(1.5)), "1.5");
  EXPECT_EQ(text(Scalar(true)), "true");
  EXPECT_EQ(text(Scalar()), "null");
  EXPECT_EQ(text(Scalar::of(DataType::decimal(5, 2), DecimalDigits{-5})), "-0.05");
  EXPECT_EQ(text(Scalar(parse_date("2024-01-02"))), "\"2024-01-02\"");
  const auto map = DataType::map(DataType::int64(), DataType::boolean());
  EXPECT_EQ(text(Scalar::of(map, std::vector<Scalar>{1, true, 2, Scalar()})),
            "{\"1\":true,\"2\":null}");
  const auto record = DataType::struct_of({{"x", DataType::int64()}, {"y", DataType::string()}});
  EXPECT_EQ(text(Scalar::of(record, std::vector<Scalar>{1, Scalar()})), "{\"x\":1,\"y\":null}");
}

TEST(WriteText, json_array_spans_batches) {
  std::ostringstream out;
  JsonArrayWriter writer(out);
  const auto batch = frame_of({{"a", DataType::int64()}}, {{1}});
  writer.write(batch);
  writer.write(batch);
  writer.finish();
  EXPECT_EQ(out.str(), "[{\"a\":1},\n{\"a\":1}]\n");
  std::ostringstream none;
  JsonArrayWriter(none).finish();
  EXPECT_EQ(none.str(), "[]\n");
}

}  // namespace
}  // namespace egregora
