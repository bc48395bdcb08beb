// SPDX-License-Identifier: Apache-2.0
// The types a column can have. A type says nothing about NULL: nullability belongs to a Field.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

enum class TypeKind : std::uint8_t {
  null,  ///< the type of a bare NULL; fits wherever a value is expected
  boolean,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  int128,  ///< DuckDB's HUGEINT
  float32,
  float64,
  decimal,
  string,
  json,
  blob,
  uuid,
  date,
  time,
  timestamp,     ///< naive date-time, microseconds
  timestamp_tz,  ///< instant, microseconds since the epoch in UTC
  interval,
  enumeration,  ///< read as its text
  list,
  array,  ///< list of a fixed length
  struct_,
  map,
  other,  ///< a type of an engine that this library can name but not read
};

struct StructField;

/// A column's type: an immutable value, cheap to copy. Thread safety: immutable.
class DataType {
 public:
  DataType() = default;  ///< the null type

  static DataType null();
  static DataType boolean();
  static DataType int8();
  static DataType int16();
  static DataType int32();
  static DataType int64();
  static DataType uint8();
  static DataType uint16();
  static DataType uint32();
  static DataType uint64();
  static DataType int128();
  static DataType float32();
  static DataType float64();
  /// Requires: 1 <= precision <= 38 and 0 <= scale <= precision, else TypeError.
  static DataType decimal(int precision, int scale);
  static DataType string();
  static DataType json();
  static DataType blob();
  static DataType uuid();
  static DataType date();
  static DataType time();
  static DataType timestamp();
  static DataType timestamp_tz();
  static DataType interval();
  static DataType enumeration(std::vector<std::string> labels);
  static DataType list(DataType element);
  static DataType array(DataType element, std::int64_t length);
  static DataType struct_of(std::vector<StructField> fields);
  static DataType map(DataType key, DataType value);
  /// A type that only its engine understands; `name` as that engine prints it.
  static DataType other(std::string name);

  TypeKind kind() const noexcept { return kind_; }
  bool is_null() const noexcept { return kind_ == TypeKind::null; }
  bool is_boolean() const noexcept { return kind_ == TypeKind::boolean; }
  bool is_integer() const noexcept;   ///< any width, signed or not
  bool is_floating() const noexcept;  ///< float32, float64
  bool is_decimal() const noexcept { return kind_ == TypeKind::decimal; }
  bool is_numeric() const noexcept;  ///< integer, floating or decimal
  bool is_string() const noexcept { return kind_ == TypeKind::string; }
  bool is_temporal() const noexcept;   ///< date, time, timestamp, timestamp_tz
  bool is_timestamp() const noexcept;  ///< timestamp or timestamp_tz
  bool is_list() const noexcept { return kind_ == TypeKind::list; }
  bool is_struct() const noexcept { return kind_ == TypeKind::struct_; }
  bool is_map() const noexcept { return kind_ == TypeKind::map; }
  bool is_nested() const noexcept;  ///< list, array, struct or map

  /// Of a decimal. Requires: is_decimal().
  int precision() const;
  int scale() const;
  /// Of a list or array, the element's type; of a map, the value's. Throws: TypeError for other
  /// kinds.
  const DataType& element() const;
  /// Of a map. Throws: TypeError for other kinds.
  const DataType& key() const;
  /// Of a fixed-length array.
  std::int64_t array_length() const;
  /// Of a struct, in order. Throws: TypeError for other kinds.
  const std::vector<StructField>& fields() const;
  /// Of a struct: the field's type. Throws: TypeError naming the field and the known ones.
  const DataType& field(std::string_view name) const;
  /// Of an enumeration.
  const std::vector<std::string>& labels() const;

  /// Engine-neutral readable form: "int64", "decimal(18, 3)", "list<string>", "struct<a: int64, b:
  /// uuid>".
  std::string to_string() const;

  friend bool operator==(const DataType& a, const DataType& b);
  friend std::ostream& operator<<(std::ostream& out, const DataType& type);

 private:
  struct Details;
  explicit DataType(TypeKind kind) : kind_(kind) {}
  DataType(TypeKind kind, std::shared_ptr<const Details> details);

  TypeKind kind_ = TypeKind::null;
  std::shared_ptr<const Details> details_ =
      {};  // nested, decimal, enumeration, other: null for the rest
};

/// A member of a struct type. Members may always be NULL.
struct StructField {
  std::string name;
  DataType type;
  friend bool operator==(const StructField&, const StructField&) = default;
};

}  // namespace egregora
