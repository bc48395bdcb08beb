// SPDX-License-Identifier: Apache-2.0
// Literals of every type. That they come back bit for bit is tested in literals_test.cpp.
#include "golden/golden_case.hpp"

#include <limits>

namespace egregora::testing {
using namespace literals;

namespace {
GoldenCase value(std::string name, Scalar scalar) {
  return {"literal_" + std::move(name), [scalar = std::move(scalar)] {
            return items().select(Selection("x"_ = literal(scalar)));
          }};
}
template <class T>
Scalar of(DataType type, T value) {
  return Scalar::of(std::move(type), Scalar::Storage(std::move(value)));
}
}  // namespace

std::vector<GoldenCase> literal_cases() {
  const DataType record =
      DataType::struct_of({{"a", DataType::int64()}, {"b c", DataType::string()}});
  return {
      value("int64", Scalar(5)),
      value("int64_lowest", Scalar(std::numeric_limits<std::int64_t>::min())),
      value("int8", of(DataType::int8(), std::int64_t{5})),
      value("uint64", Scalar(std::numeric_limits<std::uint64_t>::max())),
      value("int128", of(DataType::int128(), int128_t{1} << 100)),
      value("double", Scalar(1.5)),
      value("double_tiny", Scalar(5e-324)),
      value("double_nan", Scalar(std::numeric_limits<double>::quiet_NaN())),
      value("double_infinity", Scalar(-std::numeric_limits<double>::infinity())),
      value("float", of(DataType::float32(), 0.5)),
      value("decimal", of(DataType::decimal(10, 3), DecimalDigits{-12345})),
      value("string", Scalar("it's a \\ \"text\"\nwith a line")),
      value("boolean", Scalar(true)),
      value("null", Scalar::null(DataType::int32())),
      value("uuid", Scalar(Uuid::parse("00000000-0000-0000-0000-00000000000a"))),
      value("blob", Scalar(Blob{std::byte{0}, std::byte{255}, std::byte{39}})),
      value("json", of(DataType::json(), std::string("{\"a\": \"it's\"}"))),
      value("date", Scalar(parse_date("2024-02-29"))),
      value("date_before_christ", Scalar(Date(std::chrono::days(-735'160)))),
      value("time", Scalar(TimeOfDay(3'600'000'001))),
      value("timestamp", of(DataType::timestamp(), parse_timestamp("2025-01-31 10:00:00.5"))),
      value("timestamp_tz", Scalar(parse_timestamp("1969-12-31 23:59:59.999999"))),
      value("interval", Scalar(Interval{14, -3, 5})),
      value("list", of(DataType::list(DataType::int64()), std::vector<Scalar>{1, Scalar(), 3})),
      value("list_empty", of(DataType::list(DataType::string()), std::vector<Scalar>{})),
      value("struct", of(record, std::vector<Scalar>{1, "x"})),
      value("map", of(DataType::map(DataType::string(), DataType::int64()),
                      std::vector<Scalar>{"a", 1, "b", 2})),
      value("enumeration", of(DataType::enumeration({"red", "it's"}), std::string("it's"))),
  };
}

}  // namespace egregora::testing
