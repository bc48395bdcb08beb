// SPDX-License-Identifier: Apache-2.0
// The type tags of typed columns, and what each is in C++ and at run time.
#pragma once

#include <egregora/data/scalar.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace egregora::sql {

struct Bool {};
struct Integer {};  ///< 32 bits
struct BigInt {};   ///< 64 bits
struct Double {};
struct Text {};
struct Json {};
struct Bytes {};
struct Uuid {};
struct Date {};
struct Time {};
struct Timestamp {};
struct TimestampTz {};
struct Interval {};
template <class Element>
struct List {};
/// A struct whose members only run time knows; its DataType is given where the column is declared.
struct Struct {};

/// A type that may be NULL.
template <class Tag>
struct nullable_tag {};

namespace detail {
template <class T>
struct strip {
  using type = T;
  static constexpr bool nullable = false;
};
template <class T>
struct strip<nullable_tag<T>> {
  using type = T;
  static constexpr bool nullable = true;
};
template <class Tag>
struct traits;
template <>
struct traits<Bool> {
  using cpp = bool;
  static DataType type() { return DataType::boolean(); }
};
template <>
struct traits<Integer> {
  using cpp = std::int32_t;
  static DataType type() { return DataType::int32(); }
};
template <>
struct traits<BigInt> {
  using cpp = std::int64_t;
  static DataType type() { return DataType::int64(); }
};
template <>
struct traits<Double> {
  using cpp = double;
  static DataType type() { return DataType::float64(); }
};
template <>
struct traits<Text> {
  using cpp = std::string;
  static DataType type() { return DataType::string(); }
};
template <>
struct traits<Json> {
  using cpp = std::string;
  static DataType type() { return DataType::json(); }
};
template <>
struct traits<Bytes> {
  using cpp = egregora::Blob;
  static DataType type() { return DataType::blob(); }
};
template <>
struct traits<Uuid> {
  using cpp = egregora::Uuid;
  static DataType type() { return DataType::uuid(); }
};
template <>
struct traits<Date> {
  using cpp = egregora::Date;
  static DataType type() { return DataType::date(); }
};
template <>
struct traits<Time> {
  using cpp = egregora::TimeOfDay;
  static DataType type() { return DataType::time(); }
};
template <>
struct traits<Timestamp> {
  using cpp = egregora::Timestamp;
  static DataType type() { return DataType::timestamp(); }
};
template <>
struct traits<TimestampTz> {
  using cpp = egregora::Timestamp;
  static DataType type() { return DataType::timestamp_tz(); }
};
template <>
struct traits<Interval> {
  using cpp = egregora::Interval;
  static DataType type() { return DataType::interval(); }
};
template <>
struct traits<Struct> {
  using cpp = egregora::Scalar;
  static DataType type() { return DataType(); }
};
template <class Element>
struct traits<List<Element>> {
  using cpp = egregora::Scalar;
  static DataType type() { return DataType::list(traits<Element>::type()); }
};
}  // namespace detail

/// `nullable<nullable<T>>` is `nullable<T>`.
template <class Tag>
using nullable = nullable_tag<typename detail::strip<Tag>::type>;
template <class Tag>
using base = typename detail::strip<Tag>::type;
template <class Tag>
inline constexpr bool is_nullable = detail::strip<Tag>::nullable;
template <class Tag>
using cpp_type = typename detail::traits<base<Tag>>::cpp;
template <class Tag>
DataType data_type() {
  return detail::traits<base<Tag>>::type();
}

template <class Tag>
inline constexpr bool is_number =
    std::same_as<base<Tag>, Integer> || std::same_as<base<Tag>, BigInt> ||
    std::same_as<base<Tag>, Double>;
template <class Tag>
inline constexpr bool is_instant =
    std::same_as<base<Tag>, Timestamp> || std::same_as<base<Tag>, TimestampTz> ||
    std::same_as<base<Tag>, Date>;

template <class Tag>
inline constexpr bool is_text = std::same_as<base<Tag>, Text>;
template <class Tag>
inline constexpr bool is_boolean = std::same_as<base<Tag>, Bool>;
template <class Tag>
inline constexpr bool is_json = std::same_as<base<Tag>, Json>;
template <class Tag>
inline constexpr bool has_clock =
    std::same_as<base<Tag>, Timestamp> || std::same_as<base<Tag>, TimestampTz> ||
    std::same_as<base<Tag>, Time>;

namespace detail {
template <class Tag>
struct element {};
template <class Element>
struct element<List<Element>> {
  using type = Element;
};
}  // namespace detail
template <class Tag>
inline constexpr bool is_list = requires {
  typename detail::element<base<Tag>>::type;
};

/// The C++ value of a Scalar that is not NULL.
template <class Tag>
cpp_type<Tag> from_scalar(const Scalar& value) {
  using T = cpp_type<Tag>;
  if constexpr (std::same_as<T, std::int32_t>) {
    return static_cast<std::int32_t>(value.as<std::int64_t>());
  } else if constexpr (std::same_as<T, Scalar>) {
    return value;
  } else {
    return value.as<T>();
  }
}

}  // namespace egregora::sql
