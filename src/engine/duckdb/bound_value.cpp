// SPDX-License-Identifier: Apache-2.0
// Making DuckDB values. Its C API returns null where it refuses one; that never passes unnoticed.
#include "engine/duckdb/bound_value.hpp"

#include <egregora/core/errors.hpp>

#include <vector>

#include "engine/duckdb/logical_type.hpp"
#include "engine/duckdb/stored_value.hpp"

namespace egregora::duckdb {
namespace {

/// Owners of the parts, and the bare handles that the C API wants to see side by side.
class Parts {
 public:
  Parts() { handles_.reserve(1); }  // the C API refuses a null pointer, also for no parts at all
  void add(const Scalar& value) {
    owned_.push_back(bound_value(value));
    handles_.push_back(owned_.back().get());
  }
  duckdb_value* data() { return handles_.data(); }
  idx_t size() const { return handles_.size(); }

 private:
  std::vector<ValueHandle> owned_;
  std::vector<duckdb_value> handles_;
};

ValueHandle text_value(const std::string& text) {
  if (!is_utf8(text)) throw TypeError("a text that is no UTF-8 cannot go into a database");
  return ValueHandle(duckdb_create_varchar_length(text.data(), text.size()));
}

ValueHandle enum_value(const Scalar& value) {
  const auto& labels = value.type().labels();
  const auto& label = value.as<std::string>();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == label)
      return ValueHandle(duckdb_create_enum_value(logical_type_of(value.type()).get(), i));
  }
  throw TypeError("no label of " + value.type().to_string() + ": '" + label + "'");
}

ValueHandle string_value(const Scalar& value) {
  return value.type().kind() == TypeKind::enumeration ? enum_value(value)
                                                      : text_value(value.as<std::string>());
}

ValueHandle map_value(const Scalar& value) {
  const auto& parts = value.as<std::vector<Scalar>>();
  Parts keys;
  Parts values;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    keys.add(parts[i]);
    values.add(parts[i + 1]);
  }
  return ValueHandle(duckdb_create_map_value(logical_type_of(value.type()).get(), keys.data(),
                                             values.data(), keys.size()));
}

ValueHandle nested_value(const Scalar& value) {
  const DataType& type = value.type();
  if (type.is_map()) return map_value(value);
  Parts parts;
  for (const Scalar& part : value.as<std::vector<Scalar>>()) parts.add(part);
  if (type.is_struct())
    return ValueHandle(duckdb_create_struct_value(logical_type_of(type).get(), parts.data()));
  const TypeHandle element = logical_type_of(type.element());
  return ValueHandle(type.is_list()
                         ? duckdb_create_list_value(element.get(), parts.data(), parts.size())
                         : duckdb_create_array_value(element.get(), parts.data(), parts.size()));
}

duckdb_value signed_value(TypeKind kind, std::int64_t value) {
  switch (kind) {
    case TypeKind::int8:
      return duckdb_create_int8(static_cast<std::int8_t>(value));
    case TypeKind::int16:
      return duckdb_create_int16(static_cast<std::int16_t>(value));
    case TypeKind::int32:
      return duckdb_create_int32(static_cast<std::int32_t>(value));
    default:
      return duckdb_create_int64(value);
  }
}

duckdb_value unsigned_value(TypeKind kind, std::uint64_t value) {
  switch (kind) {
    case TypeKind::uint8:
      return duckdb_create_uint8(static_cast<std::uint8_t>(value));
    case TypeKind::uint16:
      return duckdb_create_uint16(static_cast<std::uint16_t>(value));
    case TypeKind::uint32:
      return duckdb_create_uint32(static_cast<std::uint32_t>(value));
    default:
      return duckdb_create_uint64(value);
  }
}

duckdb_value uuid_value(const Uuid& value) {
  const duckdb_hugeint stored = stored_uuid(value);
  // Wants the plain number, and flips the top bit itself.
  return duckdb_create_uuid(
      {stored.lower, static_cast<std::uint64_t>(stored.upper) ^ (std::uint64_t{1} << 63)});
}

struct ValueMaker {
  const Scalar& scalar;

  TypeKind kind() const { return scalar.type().kind(); }
  ValueHandle operator()(std::monostate) const { return ValueHandle(duckdb_create_null_value()); }
  ValueHandle operator()(bool value) const { return ValueHandle(duckdb_create_bool(value)); }
  ValueHandle operator()(std::int64_t value) const {
    return ValueHandle(signed_value(kind(), value));
  }
  ValueHandle operator()(std::uint64_t value) const {
    return ValueHandle(unsigned_value(kind(), value));
  }
  ValueHandle operator()(int128_t value) const {
    return ValueHandle(duckdb_create_hugeint(stored_int128(value)));
  }
  ValueHandle operator()(double value) const {
    return ValueHandle(kind() == TypeKind::float32 ? duckdb_create_float(static_cast<float>(value))
                                                   : duckdb_create_double(value));
  }
  ValueHandle operator()(const DecimalDigits& value) const {
    return ValueHandle(duckdb_create_decimal({static_cast<std::uint8_t>(scalar.type().precision()),
                                              static_cast<std::uint8_t>(scalar.type().scale()),
                                              stored_int128(value.unscaled)}));
  }
  ValueHandle operator()(const std::string&) const { return string_value(scalar); }
  ValueHandle operator()(const Blob& value) const {
    return ValueHandle(
        duckdb_create_blob(reinterpret_cast<const std::uint8_t*>(value.data()), value.size()));
  }
  ValueHandle operator()(const Uuid& value) const { return ValueHandle(uuid_value(value)); }
  ValueHandle operator()(Date value) const {
    return ValueHandle(
        duckdb_create_date({static_cast<std::int32_t>(value.time_since_epoch().count())}));
  }
  ValueHandle operator()(TimeOfDay value) const {
    return ValueHandle(duckdb_create_time({value.count()}));
  }
  ValueHandle operator()(Timestamp value) const {
    const duckdb_timestamp micros{value.time_since_epoch().count()};
    return ValueHandle(kind() == TypeKind::timestamp ? duckdb_create_timestamp(micros)
                                                     : duckdb_create_timestamp_tz(micros));
  }
  ValueHandle operator()(const Interval& value) const {
    return ValueHandle(duckdb_create_interval({value.months, value.days, value.micros}));
  }
  ValueHandle operator()(const std::vector<Scalar>&) const { return nested_value(scalar); }
};

}  // namespace

ValueHandle bound_value(const Scalar& value) {
  ValueHandle made = std::visit(ValueMaker{value}, value.storage());
  if (!made)
    throw TypeError("DuckDB takes no such value of type " + value.type().to_string() + ": " +
                    value.to_string());
  return made;
}

}  // namespace egregora::duckdb
