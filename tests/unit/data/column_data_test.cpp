// SPDX-License-Identifier: Apache-2.0
// Columns built value by value and read back, with NULLs at every place and depth.
#include <gmock/gmock.h>

#include <egregora/core/errors.hpp>
#include <egregora/data/column_data.hpp>
#include <egregora/data/column_view.hpp>
#include <limits>

namespace egregora {
namespace {

Scalar list_of(const DataType& type, std::vector<Scalar> values) {
  return Scalar::of(type, std::move(values));
}

std::shared_ptr<ColumnData> built(const DataType& type, const std::vector<Scalar>& values) {
  ColumnBuilder builder(type);
  for (const Scalar& value : values) builder.append(value);
  return builder.finish();
}

std::vector<Scalar> examples(const DataType& type) {
  switch (type.kind()) {
    case TypeKind::boolean:
      return {Scalar(true), Scalar(false)};
    case TypeKind::uint64:
      return {Scalar(std::numeric_limits<std::uint64_t>::max())};
    case TypeKind::string:
      return {Scalar(""), Scalar("wörld")};
    case TypeKind::blob:
      return {Scalar(Blob{}), Scalar(Blob{std::byte{0}, std::byte{255}})};
    case TypeKind::uuid:
      return {Scalar(Uuid::parse("00112233-4455-6677-8899-aabbccddeeff"))};
    case TypeKind::date:
      return {Scalar(parse_date("1969-12-31"))};
    case TypeKind::timestamp_tz:
      return {Scalar(parse_timestamp("2024-01-01 00:00:00.000001"))};
    case TypeKind::time:
      return {Scalar(TimeOfDay{1})};
    case TypeKind::interval:
      return {Scalar(Interval{1, -2, 3})};
    case TypeKind::float64:
      return {Scalar(-0.5)};
    default:
      return {Scalar(1), Scalar(-1)};
  }
}

TEST(ColumnBuilder, keeps_values_and_nulls_of_plain_types) {
  const std::vector<DataType> types{
      DataType::boolean(), DataType::int64(),    DataType::uint64(), DataType::string(),
      DataType::blob(),    DataType::uuid(),     DataType::date(),   DataType::timestamp_tz(),
      DataType::time(),    DataType::interval(), DataType::float64()};
  for (const DataType& type : types) {
    std::vector<Scalar> values;
    for (int i = 0; i < 12; ++i) {
      for (const Scalar& value : examples(type)) values.push_back(value);
      if (i % 3 == 2) values.push_back(Scalar::null(type));
    }
    const auto column = built(type, values);
    ASSERT_EQ(column->length, static_cast<std::int64_t>(values.size()));
    EXPECT_EQ(column->null_count, 4);
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_EQ(column->scalar(static_cast<std::int64_t>(i)), values[i]) << type << " at " << i;
    }
  }
}

TEST(ColumnBuilder, keeps_nested_values) {
  const auto strings = DataType::list(DataType::string());
  const auto type =
      DataType::struct_of({{"names", strings},
                           {"point", DataType::array(DataType::float64(), 2)},
                           {"extra", DataType::map(DataType::string(), DataType::int64())}});
  const auto point = [&](double x, double y) { return list_of(type.field("point"), {x, y}); };
  const std::vector<Scalar> values{
      list_of(type, {list_of(strings, {"a", Scalar::null(DataType::string())}), point(1, 2),
                     list_of(type.field("extra"), {"k", 1})}),
      Scalar::null(type),
      list_of(type, {Scalar::null(strings), Scalar::null(type.field("point")),
                     Scalar::null(type.field("extra"))}),
      list_of(type, {list_of(strings, {}), point(3, 4), list_of(type.field("extra"), {})})};
  const auto column = built(type, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(column->scalar(static_cast<std::int64_t>(i)), values[i]);
  }
}

TEST(ColumnBuilder, brings_numbers_to_the_columns_type_exactly) {
  EXPECT_EQ(built(DataType::int8(), {Scalar(-128)})->scalar(0).as<std::int64_t>(), -128);
  EXPECT_EQ(built(DataType::float64(), {Scalar(3)})->scalar(0).as<double>(), 3.0);
  EXPECT_EQ(built(DataType::decimal(10, 2), {Scalar(3)})->scalar(0).to_string(), "3.00");
  EXPECT_THROW(built(DataType::int8(), {Scalar(128)}), TypeError);
  EXPECT_THROW(built(DataType::uint32(), {Scalar(-1)}), TypeError);
  EXPECT_THROW(built(DataType::int64(), {Scalar(1.0)}), TypeError);
  EXPECT_THROW(built(DataType::string(), {Scalar(1)}), TypeError);
  EXPECT_THROW(built(DataType::float64(), {Scalar((std::int64_t{1} << 53) + 1)}), TypeError);
  EXPECT_THROW(built(DataType::decimal(3, 2), {Scalar(10)}), TypeError);
}

TEST(ColumnBuilder, is_empty_after_finish) {
  ColumnBuilder builder(DataType::list(DataType::int64()));
  builder.append(list_of(DataType::list(DataType::int64()), {1, 2}));
  EXPECT_EQ(builder.finish()->length, 1);
  EXPECT_EQ(builder.length(), 0);
  EXPECT_EQ(builder.finish()->children[0]->length, 0);
}

TEST(ColumnView, reads_without_copying) {
  const ColumnView<std::int64_t> view(built(DataType::int64(), {Scalar(1), Scalar(), Scalar(3)}));
  EXPECT_EQ(view[2], 3);
  EXPECT_EQ(view.values()[0], 1);
  EXPECT_EQ(view.get(1), std::nullopt);
  EXPECT_TRUE(view.has_nulls());
  EXPECT_THROW((void)view[1], NullValueError);
  EXPECT_THROW((void)view[3], InvalidOperationError);
  EXPECT_THROW((void)view.is_valid(-1), InvalidOperationError);
}

}  // namespace
}  // namespace egregora
