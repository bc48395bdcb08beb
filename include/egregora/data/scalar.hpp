// SPDX-License-Identifier: Apache-2.0
// One value with its type: a literal, a bound parameter, a cell of a data frame.
#pragma once

#include <concepts>
#include <cstddef>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>
#include <egregora/data/data_type.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace egregora {

__extension__ typedef __int128 int128_t;

/// Digits before any scaling; the scale stands in the type.
struct DecimalDigits {
  int128_t unscaled = 0;
  friend bool operator==(const DecimalDigits&, const DecimalDigits&) = default;
};

using Blob = std::vector<std::byte>;

/// A typed value, or a typed NULL. Immutable, cheap to copy save for long texts.
class Scalar {
 public:
  /// What a value is held as: integers of any signed width as int64, unsigned ones as uint64, text,
  /// json and enumeration as string; lists as their elements, structs as their members in order,
  /// maps as key, value, key, value.
  using Storage = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, int128_t, double,
                               DecimalDigits, std::string, Blob, Uuid, Date, TimeOfDay, Timestamp,
                               Interval, std::vector<Scalar>>;

  // Whatever touches the variant stands in the source file: it costs too much to compile inline.
  Scalar();  ///< NULL of the null type
  ~Scalar();
  Scalar(const Scalar&);
  Scalar(Scalar&&) noexcept;
  Scalar& operator=(const Scalar&);
  Scalar& operator=(Scalar&&) noexcept;
  Scalar(std::nullopt_t);
  Scalar(const char* text);
  Scalar(std::string text);
  Scalar(std::string_view text);
  template <std::same_as<bool> B>
  Scalar(B value) : Scalar(Exactly{}, value) {}
  /// Every C++ integer becomes int64, save std::uint64_t, which stays unsigned.
  template <std::integral I>
  requires(!std::same_as<I, bool> && !std::same_as<I, char>) Scalar(I value)
      : Scalar(Exactly{}, static_cast<Wide<I>>(value)) {}
  template <std::floating_point F>
  Scalar(F value) : Scalar(Exactly{}, static_cast<double>(value)) {}
  Scalar(Uuid value);
  Scalar(Date value);
  Scalar(Timestamp value);  ///< timestamp_tz
  Scalar(TimeOfDay value);
  Scalar(Interval value);
  Scalar(Blob value);
  template <class T>
  Scalar(const std::optional<T>& value) : Scalar(value ? Scalar(*value) : null_like(Scalar(T{}))) {}

  /// A value of exactly `type`. Throws: TypeError where `storage` is not how `type` is held.
  static Scalar of(DataType type, Storage storage);
  static Scalar null(DataType type);

  const DataType& type() const noexcept { return type_; }
  const Storage& storage() const noexcept { return storage_; }
  bool is_null() const noexcept { return std::holds_alternative<std::monostate>(storage_); }

  /// The value as T: bool, std::int64_t, std::uint64_t, int128_t, double, std::string, Blob, Uuid,
  /// Date, TimeOfDay, Timestamp, Interval. Throws: NullValueError for NULL; TypeError naming both
  /// types.
  template <class T>
  const T& as() const {
    if (is_null()) throw_null();
    if (const T* value = std::get_if<T>(&storage_)) return *value;
    throw_wrong_type();
  }

  /// For people: text as is, NULL as "NULL", nested values as "[a, b]" and "{'x': 1}".
  std::string to_string() const;
  /// Same type and same value; NULL equals NULL, NaN equals NaN.
  friend bool operator==(const Scalar& a, const Scalar& b);
  friend std::ostream& operator<<(std::ostream& out, const Scalar& value);

 private:
  struct Exactly {};  ///< picks the constructor of just the type that stands beside it
  template <class I>
  using Wide =
      std::conditional_t<std::same_as<I, unsigned long> || std::same_as<I, unsigned long long>,
                         std::uint64_t, std::int64_t>;
  Scalar(Exactly, bool value);
  Scalar(Exactly, std::int64_t value);
  Scalar(Exactly, std::uint64_t value);
  Scalar(Exactly, double value);
  Scalar(DataType type, Storage storage);
  static Scalar null_like(const Scalar& value) { return null(value.type()); }
  [[noreturn]] void throw_null() const;
  [[noreturn]] void throw_wrong_type() const;

  DataType type_;
  Storage storage_;
};

}  // namespace egregora
