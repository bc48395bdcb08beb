// SPDX-License-Identifier: Apache-2.0
// Values as a table of expectations writes them: short to read, exact, and of the type that is
// meant.
#pragma once

#include <egregora/data/scalar.hpp>

#include <limits>
#include <string_view>
#include <vector>

namespace egregora::testing {

inline const DataType kBool = DataType::boolean();
inline const DataType kInt8 = DataType::int8();
inline const DataType kInt32 = DataType::int32();
inline const DataType kInt64 = DataType::int64();
inline const DataType kUint64 = DataType::uint64();
inline const DataType kFloat = DataType::float32();
inline const DataType kDouble = DataType::float64();
inline const DataType kText = DataType::string();
inline const DataType kBlob = DataType::blob();
inline const DataType kUuid = DataType::uuid();
inline const DataType kJson = DataType::json();
inline const DataType kDate = DataType::date();
inline const DataType kTime = DataType::time();
inline const DataType kStamp = DataType::timestamp();
inline const DataType kInstant = DataType::timestamp_tz();
inline const DataType kInterval = DataType::interval();
inline const DataType kInts = DataType::list(DataType::int64());
inline const DataType kTexts = DataType::list(DataType::string());
inline const DataType kDoubles = DataType::list(DataType::float64());

/// Takes the type of the column that it stands in.
inline const Scalar kNull;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// `value` as a value of `type`. Throws: TypeError where it does not fit.
Scalar as_type(const Scalar& value, const DataType& type);
/// "1.10": a decimal of as many places as are written.
Scalar dec(std::string_view digits);
/// "2024-02-29".
Scalar day(std::string_view text);
/// Any year, also those that have no four digits.
Scalar day(int year, unsigned month, unsigned day);
/// "2024-02-29 10:11:12.5", without a time zone.
Scalar at(std::string_view text);
/// The same as an instant.
Scalar instant(std::string_view text);
/// A timestamp of a far year.
Scalar at(int year, unsigned month, unsigned day);
/// What DuckDB writes as infinity and -infinity.
Scalar end_of_time();
Scalar start_of_time();
/// "23:59:59.999999".
Scalar clock(std::string_view text);
Scalar list(const DataType& element, const std::vector<Scalar>& values);
Scalar ints(const std::vector<Scalar>& values);
Scalar texts(const std::vector<Scalar>& values);
Scalar doubles(const std::vector<Scalar>& values);

/// Same type and same value, where NaN is NaN and -0.0 is not 0.0.
bool exactly(const Scalar& a, const Scalar& b);
/// The same, floating numbers up to four units in the last place.
bool nearly(const Scalar& a, const Scalar& b);

}  // namespace egregora::testing
