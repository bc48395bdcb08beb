// SPDX-License-Identifier: Apache-2.0
// The rows that both engines are asked about. Ids are unique, so that an order by id is total;
// ratings are unique in an author and sums of halves, so that neither a tie nor the order of a sum
// decides anything.
#include <cmath>
#include <limits>

#include "postgres/two_engines.hpp"

namespace egregora::testing {

namespace {
Scalar decimal(std::int64_t unscaled) {
  return Scalar::of(DataType::decimal(10, 2), DecimalDigits{unscaled});
}
Scalar naive(const char* text) { return Scalar::of(DataType::timestamp(), parse_timestamp(text)); }
Scalar small(std::int32_t value) { return Scalar::of(DataType::int32(), std::int64_t{value}); }
Scalar json(const char* text) { return Scalar::of(DataType::json(), std::string(text)); }
Scalar tags(std::vector<Scalar> values) {
  return Scalar::of(DataType::list(DataType::string()), std::move(values));
}
Scalar key(char last) {
  std::string text = "00000000-0000-4000-8000-000000000000";
  text.back() = last;
  return Scalar(Uuid::parse(text));
}
Scalar blob(std::initializer_list<unsigned char> bytes) {
  Blob blob;
  for (const unsigned char byte : bytes) blob.push_back(std::byte{byte});
  return Scalar(std::move(blob));
}
Scalar day(const char* text) { return Scalar(parse_date(text)); }
Scalar instant(const char* text) { return Scalar(parse_timestamp(text)); }
const Scalar kNull;

std::vector<std::vector<Scalar>> plain_items() {
  return {
      {1, "x", "hello", "text", 4.5, small(3), decimal(1250), true, day("2025-01-31"),
       naive("2025-01-31 10:59:59.5"), instant("2025-01-31 10:00:00.000001"), key('1'),
       blob({0, 255, 39}), json(R"({"a/b~c": {"it's": [1, 2.5, null]}, "b": 1})"),
       tags({"x", "y"})},
      {2, "x", "x", "text", 2.0, small(-7), decimal(-1), false, day("2024-02-29"),
       naive("2024-02-29 00:00:00"), instant("2024-12-30 00:00:00"), key('2'), kNull,
       json(R"({"a/b~c": {"it's": "two"}})"), tags({})},
      {3, "y", kNull, "text", kNull, small(0), decimal(0), kNull, kNull, kNull,
       instant("2025-02-01 23:59:59.999999"), kNull, blob({}), json(R"({"a/b~c": 5})"), kNull},
      {4, "y", "été", "image", -1.5, kNull, kNull, true, day("1969-12-31"),
       naive("1969-12-31 23:59:59.999999"), instant("1969-12-31 23:59:59.999999"), key('4'),
       blob({1}), kNull, tags({"été", Scalar(), "x"})},
      {5, kNull, "x", "image", 8.0, small(2147), decimal(99999999), false, day("2025-01-31"),
       naive("2025-01-05 12:30:00"), instant("2025-01-05 12:30:00"), key('1'), kNull, kNull,
       tags({Scalar()})},
      {6, kNull, kNull, "image", 1.25, small(3), kNull, kNull, kNull, kNull,
       instant("2025-03-30 02:30:00"), kNull, kNull, json("[]"), tags({"x", "x"})},
      {-3, "a%b_c", "A\\b", "text", 0.0, small(-1), decimal(50), true, day("1600-03-01"),
       naive("1600-03-01 01:02:03"), instant("1600-03-01 01:02:03"), key('a'), kNull, kNull, kNull},
      {-4, " \tx\n", "日本語 x", "voice", 1.5, small(1), decimal(-12345678), false,
       day("2025-02-28"), naive("2025-02-28 13:00:00"), instant("2025-02-28 13:00:00"), key('b'),
       blob({32}), json(R"({"a/b~c": null})"), tags({"a,b", "c\"d", "NULL", "", "\\"})},
      {7, "Éxa", "ñandú", "voice", 16.0, small(2), decimal(333), kNull, day("2025-12-31"),
       naive("2025-12-31 23:00:00"), instant("2025-12-31 23:00:00"), kNull, kNull,
       json(R"({"a/b~c": {"it's": "ñ"}})"), tags({"ñ"})},
      {8, "", "", "voice", 3.0, small(8), decimal(333), false, day("2025-01-01"),
       naive("2025-01-01 00:00:00"), instant("2025-01-01 00:00:00"), key('8'), kNull, kNull, kNull},
      {9, "a", "none", "alone", kNull, kNull, kNull, kNull, kNull, kNull,
       instant("2025-06-15 15:15:15"), kNull, kNull, kNull, kNull},
      {10, "👩‍👩‍👧x", "abc", "text", 5.0, small(4), decimal(1), true, day("2025-01-31"),
       naive("2025-01-31 10:00:00"), instant("2025-01-31 10:00:00"), key('c'), kNull, kNull,
       tags({"👩‍👩‍👧"})},
      {11, "a\\%b1c", "Abc", "text", -8.0, small(-2), decimal(777), false, day("2025-04-01"), kNull,
       instant("2025-01-31 09:59:59"), key('d'), kNull, kNull, tags({"z"})},
      {12, "x", "y", "text", 7.0, small(5), decimal(-777), true, kNull, kNull,
       instant("2025-01-31 10:00:01"), key('e'), kNull, kNull, kNull},
  };
}

std::vector<std::vector<Scalar>> plain_authors() {
  return {{"x", day("2025-01-31"), "y"}, {"y", day("2024-02-29"), kNull}, {"é", kNull, "x"},
          {"x", day("2025-01-31"), "y"}, {"", day("1970-01-01"), ""},     {"a", kNull, "nobody"},
          {"z", day("2025-12-31"), "z"}};
}

/// Numbers that are none, that are largest, and that are zero with a sign; days far away.
std::vector<std::vector<Scalar>> edge_items() {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto item = [](std::int64_t id, const char* author, const char* kind, Scalar rating,
                       Scalar whole, Scalar price, const char* when) {
    return std::vector<Scalar>{
        id,    author,       kNull,     kind,        std::move(rating), std::move(whole),
        price, Scalar(true), day(when), naive(when), instant(when),     kNull,
        kNull, kNull,        kNull};
  };
  return {
      item(1, "nan", "nan", std::nan(""), small(1), decimal(9999999999), "9999-12-31"),
      item(2, "nan", "nan", 1.0, small(1), decimal(9999999999), "0001-01-01"),
      item(3, "inf", "inf", infinity, small(2), decimal(-9999999999), "2000-02-29"),
      item(4, "inf", "inf", 2.0, small(2), decimal(1), "1900-03-01"),
      item(5, "zero", "zero", -0.0, small(0), decimal(0), "1582-10-15"),
      item(6, "zero", "zero", 4.0, small(-2147483647), decimal(0), "1970-01-01"),
      item(7, "both", "both", -infinity, small(2147483646), decimal(1), "2038-01-19"),
      item(8, "both", "both", infinity, small(3), decimal(1), "2024-12-31"),
      item(1LL << 53, "tiny", "tiny", 1e-300, small(4), decimal(5), "2027-01-03"),
      item(-(1LL << 53), "large", "large", 1.5e250, small(-4), decimal(-5), "2026-12-28"),
  };
}

std::vector<std::vector<Scalar>> edge_authors() {
  return {{"nan", day("9999-12-31"), "inf"}, {"zero", day("0001-01-01"), kNull}};
}
}  // namespace

const std::vector<GoldenRows>& golden_rows() {
  static const std::vector<GoldenRows> kRows{{"plain", plain_items(), plain_authors()},
                                             {"edges", edge_items(), edge_authors()},
                                             {"no_rows", {}, {}}};
  return kRows;
}

}  // namespace egregora::testing
