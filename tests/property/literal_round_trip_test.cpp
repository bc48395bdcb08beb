// SPDX-License-Identifier: Apache-2.0
// Any value written as a literal, and any name written as an identifier, comes back from DuckDB bit
// for bit; in the text of a statement and bound to it.
#include <egregora/engine/engine.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/sql/to_sql.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>

namespace egregora {
namespace {

Connection& duckdb() {
  static const std::shared_ptr<Engine> engine = open_duckdb({});
  static const std::unique_ptr<Connection> connection = engine->connect();
  return *connection;
}

/// `value` as DuckDB gives it back, with literals in the text or bound.
DataFrame through_duckdb(const Scalar& value, bool bound, const std::string& name = "x") {
  const Table one = memtable({{"one", {1}}});
  const SqlStatement statement =
      compile(one.select(Selection(Named{name, literal(value)})), {.bind_literals = bound});
  return duckdb().query(statement.text, statement.parameters);
}

void returns(const Scalar& value) {
  for (const bool bound : {false, true}) {
    const Scalar back = through_duckdb(value, bound).value(0, std::size_t{0});
    RC_ASSERT(back == value);
    RC_ASSERT(back.type() == value.type());
  }
}

template <class T>
Scalar of(DataType type, T value) {
  return Scalar::of(std::move(type), Scalar::Storage(std::move(value)));
}

/// UTF-8 of random code points, among them quotes, backslashes and those that SQL treats specially.
rc::Gen<std::string> utf8_text() {
  const auto special = rc::gen::element<char32_t>('"', '\'', '\\', '%', ';', '-', '\n', '\t', '$',
                                                  '?', '{', ' ', 0x85, 0x301, 0x202E, 0xFEFF);
  const auto any = rc::gen::suchThat(rc::gen::inRange<char32_t>(1, 0x110000),
                                     [](char32_t c) { return c < 0xD800 || c > 0xDFFF; });
  const auto character = rc::gen::oneOf(special, rc::gen::inRange<char32_t>(1, 0x80), any);
  return rc::gen::map(rc::gen::container<std::vector<char32_t>>(character),
                      [](const std::vector<char32_t>& characters) {
                        std::string text;
                        const auto add = [&](char32_t bits) { text += static_cast<char>(bits); };
                        for (const char32_t c : characters) {
                          if (c < 0x80) {
                            add(c);
                            continue;
                          }
                          if (c >= 0x10000) {
                            add(0xF0 | c >> 18);
                            add(0x80 | (c >> 12 & 0x3F));
                          } else if (c >= 0x800) {
                            add(0xE0 | c >> 12);
                          }
                          if (c >= 0x800) add(0x80 | (c >> 6 & 0x3F));
                          if (c < 0x800) add(0xC0 | c >> 6);
                          add(0x80 | (c & 0x3F));
                        }
                        return text;
                      });
}

RC_GTEST_PROP(LiteralRoundTrip, of_texts, ()) { returns(Scalar(*utf8_text())); }

RC_GTEST_PROP(LiteralRoundTrip, of_names, ()) {
  const std::string name =
      *rc::gen::suchThat(utf8_text(), [](const auto& s) { return !s.empty(); });
  RC_ASSERT(through_duckdb(Scalar(1), false, name).schema()[0].name == name);
}

RC_GTEST_PROP(LiteralRoundTrip, of_doubles, (std::uint64_t bits)) {
  const double value = std::bit_cast<double>(bits);
  for (const bool bound : {false, true}) {
    const double back = through_duckdb(Scalar(value), bound).value(0, std::size_t{0}).as<double>();
    RC_ASSERT((std::isnan(value) ? std::isnan(back) : std::bit_cast<std::uint64_t>(back) == bits));
  }
}

RC_GTEST_PROP(LiteralRoundTrip, of_floats, (std::uint32_t bits)) {
  const float value = std::bit_cast<float>(bits);
  RC_PRE(!std::isnan(value));
  returns(of(DataType::float32(), static_cast<double>(value)));
}

RC_GTEST_PROP(LiteralRoundTrip, of_whole_numbers, ()) {
  const auto value = *rc::gen::arbitrary<std::int64_t>();
  returns(Scalar(value));
  returns(Scalar(static_cast<std::uint64_t>(value)));
  returns(of(DataType::int32(), std::int64_t{static_cast<std::int32_t>(value)}));
  returns(of(DataType::int8(), std::int64_t{static_cast<std::int8_t>(value)}));
  returns(of(DataType::int128(), int128_t{value} * (int128_t{1} << 60)));
}

RC_GTEST_PROP(LiteralRoundTrip, of_decimals, ()) {
  const int precision = *rc::gen::inRange(1, 39);
  const int scale = *rc::gen::inRange(0, precision + 1);
  int128_t digits = 0;
  for (int i = 0; i < precision; ++i) digits = digits * 10 + *rc::gen::inRange(0, 10);
  if (*rc::gen::arbitrary<bool>()) digits = -digits;
  returns(of(DataType::decimal(precision, scale), DecimalDigits{digits}));
}

/// What DuckDB 1.5.6 can hold: years -290,307 to 294,247, and both infinities.
RC_GTEST_PROP(LiteralRoundTrip, of_timestamps, ()) {
  constexpr std::int64_t kMost = 9'223'372'036'854'775'806;
  constexpr std::int64_t kLeast = -9'223'372'022'400'000'000;
  const auto micros =
      *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(kLeast, kMost),
                      rc::gen::inRange<std::int64_t>(-5'000'000'000'000'000, 5'000'000'000'000'000),
                      rc::gen::elementOf(std::vector<std::int64_t>{kLeast, kMost, kMost + 1,
                                                                   -kMost - 1, 0, -1, 1}));
  const Timestamp value{std::chrono::microseconds(micros)};
  returns(Scalar(value));
  returns(of(DataType::timestamp(), value));
}

RC_GTEST_PROP(LiteralRoundTrip, of_dates_and_times, ()) {
  const auto days = *rc::gen::oneOf(rc::gen::inRange(-2'000'000'000, 2'000'000'000),
                                    rc::gen::inRange(-1'000'000, 1'000'000));
  returns(Scalar(Date(std::chrono::days(days))));
  returns(Scalar(TimeOfDay(*rc::gen::inRange<std::int64_t>(0, 86'400'000'001))));
}

RC_GTEST_PROP(LiteralRoundTrip, of_intervals,
              (std::int32_t months, std::int32_t days, std::int64_t micros)) {
  returns(Scalar(Interval{months, days, micros}));
}

RC_GTEST_PROP(LiteralRoundTrip, of_blobs, (const std::vector<std::uint8_t>& bytes)) {
  Blob blob;
  for (const std::uint8_t byte : bytes) blob.push_back(std::byte{byte});
  returns(Scalar(blob));
}

RC_GTEST_PROP(LiteralRoundTrip, of_nested_values, ()) {
  const DataType texts = DataType::list(DataType::string());
  const DataType record = DataType::struct_of({{"it's \"a\"", texts}, {"n", DataType::float64()}});
  const auto words = *rc::gen::container<std::vector<std::string>>(utf8_text());
  const Scalar list = of(texts, std::vector<Scalar>(words.begin(), words.end()));
  returns(list);
  returns(of(record, std::vector<Scalar>{list, Scalar::null(DataType::float64())}));
  returns(
      of(DataType::list(record), std::vector<Scalar>{of(record, std::vector<Scalar>{list, 1.5})}));
}

}  // namespace
}  // namespace egregora
