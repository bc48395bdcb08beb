// SPDX-License-Identifier: Apache-2.0
// The values fit the functions: none overflows, and no text is one that Unicode's tables of the two
// engines write differently in capitals (DuckDB makes a capital of a sharp s, PostgreSQL does not).
#include "postgres/probe_table.hpp"

#include <egregora/expr/memtable.hpp>

#include <array>

namespace egregora::testing {

namespace {
constexpr std::size_t kRows = 12;

constexpr std::array<const char*, kRows> kTexts{
    "", "a", "Äb ", "ñandú", "\tİstanbul", "x%y_z\\", "12", " -3 ", "1.5", "true", "A", "日本x"};
constexpr std::array<double, kRows> kDoubles{0,   1,   -1,   2.5, -2.5,    3.5,
                                             0.1, 0.5, -0.5, 100, 345.678, 1.5};
constexpr std::array<std::int64_t, kRows> kNumbers{0, 1, -1, 7, -7, 10, 3, 180, -4, 100, 150, 2};
constexpr std::array<const char*, kRows> kTimes{
    "1970-01-01 00:00:00",   "2024-02-29 12:34:56.789", "1969-12-31 23:59:59.999999",
    "2025-01-31 00:00:00.5", "1900-03-31 06:07:08",     "2025-12-29 23:00:00",
    "2024-12-30 01:00:00",   "0001-01-01 00:00:00",     "2000-01-01 00:00:01",
    "1999-12-31 23:59:59",   "2023-05-15 10:00:00",     "2026-03-01 03:00:00"};
constexpr std::array<const char*, kRows> kJson{"1",
                                               R"("a")",
                                               R"({"a": 1})",
                                               "[1, 2]",
                                               "null",
                                               "true",
                                               R"({"a": {"b": [1, {"c": "x"}]}})",
                                               "{}",
                                               "[]",
                                               R"("")",
                                               "1.5",
                                               R"({"0": 5})"};

template <class T>
Scalar of(DataType type, T value) {
  return Scalar::of(std::move(type), Scalar::Storage(std::move(value)));
}

Scalar list(const DataType& element, std::size_t row) {
  std::vector<Scalar> values;
  for (std::size_t i = 0; i < row % 4; ++i) {
    const std::size_t at = (row + i) % kRows;
    values.push_back(i == 2                ? Scalar::null(element)
                     : element.is_string() ? Scalar(kTexts[at])
                                           : Scalar(kNumbers[at]));
  }
  return of(DataType::list(element), std::move(values));
}

std::vector<Scalar> probe_row(std::size_t i) {
  const Timestamp time = parse_timestamp(kTimes[i]);
  const Date day = std::chrono::floor<std::chrono::days>(time);
  const auto number = static_cast<std::int64_t>(i);
  std::string uuid = "00000000-0000-4000-8000-000000000000";
  uuid.back() = "0123456789ab"[i];
  return {number,
          i % 2 == 0,
          of(DataType::int16(), kNumbers[i]),
          of(DataType::int32(), kNumbers[i]),
          kNumbers[i],
          of(DataType::float32(), static_cast<double>(static_cast<float>(kDoubles[i]))),
          kDoubles[i],
          of(DataType::decimal(10, 2), DecimalDigits{kNumbers[i] * 25}),
          of(DataType::decimal(5, 0), DecimalDigits{kNumbers[i]}),
          kTexts[i],
          day,
          TimeOfDay(time - day),
          of(DataType::timestamp(), time),
          time,
          Interval{static_cast<std::int32_t>(i % 3), static_cast<std::int32_t>(i) - 5,
                   number * 3'600'000'000},
          Uuid::parse(uuid),
          Blob(i % 5, static_cast<std::byte>(i)),
          of(DataType::json(), std::string(kJson[i])),
          list(DataType::string(), i),
          list(DataType::int64(), i)};
}
}  // namespace

Schema probe_schema() {
  std::vector<Field> fields{{"key", DataType::int64(), false}};
  for (const DataType& type :
       {DataType::boolean(), DataType::int16(), DataType::int32(), DataType::int64(),
        DataType::float32(), DataType::float64(), DataType::decimal(10, 2), DataType::decimal(5, 0),
        DataType::string(), DataType::date(), DataType::time(), DataType::timestamp(),
        DataType::timestamp_tz(), DataType::interval(), DataType::uuid(), DataType::blob(),
        DataType::json(), DataType::list(DataType::string()), DataType::list(DataType::int64())})
    fields.push_back({type.to_string(), type, true});
  return Schema(std::move(fields));
}

Table probe_table() { return table("probe", probe_schema()); }

std::vector<std::vector<Scalar>> probe_rows() {
  std::vector<std::vector<Scalar>> rows;
  for (std::size_t i = 0; i < kRows; ++i) rows.push_back(probe_row(i));
  std::vector<Scalar> nulls(probe_schema().size());
  nulls.front() = Scalar(99);
  rows.push_back(std::move(nulls));
  return rows;
}

}  // namespace egregora::testing
