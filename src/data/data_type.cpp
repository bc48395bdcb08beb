// SPDX-License-Identifier: Apache-2.0
// Types as values: the plain ones are a kind, the others share an immutable description.
#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/data/data_type.hpp>
#include <egregora/data/schema.hpp>
#include <ostream>

namespace egregora {

/// What a kind alone does not say. `fields` holds a struct's members, the one element of a list or
/// array (named "element"), or a map's "key" and "value".
struct DataType::Details {
  int precision = 0;
  int scale = 0;
  std::int64_t array_length = 0;
  std::vector<StructField> fields = {};
  std::vector<std::string> labels = {};
  std::string name = {};

  friend bool operator==(const Details&, const Details&) = default;
};

DataType::DataType(TypeKind kind, std::shared_ptr<const Details> details)
    : kind_(kind), details_(std::move(details)) {}

DataType DataType::null() { return DataType(TypeKind::null); }
DataType DataType::boolean() { return DataType(TypeKind::boolean); }
DataType DataType::int8() { return DataType(TypeKind::int8); }
DataType DataType::int16() { return DataType(TypeKind::int16); }
DataType DataType::int32() { return DataType(TypeKind::int32); }
DataType DataType::int64() { return DataType(TypeKind::int64); }
DataType DataType::uint8() { return DataType(TypeKind::uint8); }
DataType DataType::uint16() { return DataType(TypeKind::uint16); }
DataType DataType::uint32() { return DataType(TypeKind::uint32); }
DataType DataType::uint64() { return DataType(TypeKind::uint64); }
DataType DataType::int128() { return DataType(TypeKind::int128); }
DataType DataType::float32() { return DataType(TypeKind::float32); }
DataType DataType::float64() { return DataType(TypeKind::float64); }
DataType DataType::string() { return DataType(TypeKind::string); }
DataType DataType::json() { return DataType(TypeKind::json); }
DataType DataType::blob() { return DataType(TypeKind::blob); }
DataType DataType::uuid() { return DataType(TypeKind::uuid); }
DataType DataType::date() { return DataType(TypeKind::date); }
DataType DataType::time() { return DataType(TypeKind::time); }
DataType DataType::timestamp() { return DataType(TypeKind::timestamp); }
DataType DataType::timestamp_tz() { return DataType(TypeKind::timestamp_tz); }
DataType DataType::interval() { return DataType(TypeKind::interval); }

DataType DataType::decimal(int precision, int scale) {
  if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
    throw TypeError("a decimal needs 1 <= precision <= 38 and 0 <= scale <= precision: decimal(" +
                    std::to_string(precision) + ", " + std::to_string(scale) + ")");
  }
  return {TypeKind::decimal,
          std::make_shared<const Details>(Details{.precision = precision, .scale = scale})};
}

DataType DataType::enumeration(std::vector<std::string> labels) {
  return {TypeKind::enumeration,
          std::make_shared<const Details>(Details{.labels = std::move(labels)})};
}

DataType DataType::list(DataType element) {
  return {TypeKind::list,
          std::make_shared<const Details>(Details{.fields = {{"element", std::move(element)}}})};
}

DataType DataType::array(DataType element, std::int64_t length) {
  if (length < 1)
    throw TypeError("an array needs a length of at least 1: " + std::to_string(length));
  return {TypeKind::array,
          std::make_shared<const Details>(
              Details{.array_length = length, .fields = {{"element", std::move(element)}}})};
}

DataType DataType::struct_of(std::vector<StructField> fields) {
  return {TypeKind::struct_, std::make_shared<const Details>(Details{.fields = std::move(fields)})};
}

DataType DataType::map(DataType key, DataType value) {
  return {TypeKind::map, std::make_shared<const Details>(Details{
                             .fields = {{"key", std::move(key)}, {"value", std::move(value)}}})};
}

DataType DataType::other(std::string name) {
  return {TypeKind::other, std::make_shared<const Details>(Details{.name = std::move(name)})};
}

bool DataType::is_integer() const noexcept {
  return kind_ >= TypeKind::int8 && kind_ <= TypeKind::int128;
}
bool DataType::is_floating() const noexcept {
  return kind_ == TypeKind::float32 || kind_ == TypeKind::float64;
}
bool DataType::is_numeric() const noexcept { return is_integer() || is_floating() || is_decimal(); }
bool DataType::is_temporal() const noexcept {
  return kind_ >= TypeKind::date && kind_ <= TypeKind::timestamp_tz;
}
bool DataType::is_timestamp() const noexcept {
  return kind_ == TypeKind::timestamp || kind_ == TypeKind::timestamp_tz;
}
bool DataType::is_nested() const noexcept {
  return kind_ >= TypeKind::list && kind_ <= TypeKind::map;
}

int DataType::precision() const {
  if (kind_ != TypeKind::decimal) throw TypeError("only a decimal has a precision: " + to_string());
  return details_->precision;
}

int DataType::scale() const {
  if (kind_ != TypeKind::decimal) throw TypeError("only a decimal has a scale: " + to_string());
  return details_->scale;
}

const DataType& DataType::element() const {
  if (kind_ != TypeKind::list && kind_ != TypeKind::array && kind_ != TypeKind::map) {
    throw TypeError("only a list, an array or a map has elements: " + to_string());
  }
  return details_->fields.back().type;
}

const DataType& DataType::key() const {
  if (kind_ != TypeKind::map) throw TypeError("only a map has keys: " + to_string());
  return details_->fields.front().type;
}

std::int64_t DataType::array_length() const {
  if (kind_ != TypeKind::array) throw TypeError("only an array has a fixed length: " + to_string());
  return details_->array_length;
}

const std::vector<StructField>& DataType::fields() const {
  if (kind_ != TypeKind::struct_) throw TypeError("only a struct has fields: " + to_string());
  return details_->fields;
}

const DataType& DataType::field(std::string_view name) const {
  const std::string wanted = fold_case(name);
  std::vector<std::string> known;
  for (const StructField& field : fields()) {
    if (fold_case(field.name) == wanted) return field.type;
    known.push_back(field.name);
  }
  throw TypeError("no field '" + std::string(name) + "' in " + to_string() +
                  did_you_mean(name, known));
}

const std::vector<std::string>& DataType::labels() const {
  if (kind_ != TypeKind::enumeration) throw TypeError("only an enum has labels: " + to_string());
  return details_->labels;
}

namespace {

std::string_view kind_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::null:
      return "null";
    case TypeKind::boolean:
      return "boolean";
    case TypeKind::int8:
      return "int8";
    case TypeKind::int16:
      return "int16";
    case TypeKind::int32:
      return "int32";
    case TypeKind::int64:
      return "int64";
    case TypeKind::uint8:
      return "uint8";
    case TypeKind::uint16:
      return "uint16";
    case TypeKind::uint32:
      return "uint32";
    case TypeKind::uint64:
      return "uint64";
    case TypeKind::int128:
      return "int128";
    case TypeKind::float32:
      return "float32";
    case TypeKind::float64:
      return "float64";
    case TypeKind::decimal:
      return "decimal";
    case TypeKind::string:
      return "string";
    case TypeKind::json:
      return "json";
    case TypeKind::blob:
      return "blob";
    case TypeKind::uuid:
      return "uuid";
    case TypeKind::date:
      return "date";
    case TypeKind::time:
      return "time";
    case TypeKind::timestamp:
      return "timestamp";
    case TypeKind::timestamp_tz:
      return "timestamp_tz";
    case TypeKind::interval:
      return "interval";
    case TypeKind::enumeration:
      return "enum";
    case TypeKind::list:
      return "list";
    case TypeKind::array:
      return "array";
    case TypeKind::struct_:
      return "struct";
    case TypeKind::map:
      return "map";
    case TypeKind::other:
      return "other";
  }
  return "unknown";
}

std::string struct_text(const std::vector<StructField>& fields) {
  std::string out = "struct<";
  for (const StructField& field : fields) {
    if (&field != &fields.front()) out += ", ";
    out += field.name + ": " + field.type.to_string();
  }
  return out + ">";
}

std::string labels_text(const std::vector<std::string>& labels) {
  std::string out = "enum<";
  for (const std::string& label : labels) {
    if (&label != &labels.front()) out += ", ";
    out += "'" + label + "'";
  }
  return out + ">";
}

}  // namespace

std::string DataType::to_string() const {
  switch (kind_) {
    case TypeKind::decimal:
      return "decimal(" + std::to_string(precision()) + ", " + std::to_string(scale()) + ")";
    case TypeKind::enumeration:
      return labels_text(labels());
    case TypeKind::list:
      return "list<" + element().to_string() + ">";
    case TypeKind::array:
      return "array<" + element().to_string() + ", " + std::to_string(array_length()) + ">";
    case TypeKind::struct_:
      return struct_text(fields());
    case TypeKind::map:
      return "map<" + key().to_string() + ", " + element().to_string() + ">";
    case TypeKind::other:
      return details_->name;
    default:
      return std::string(kind_name(kind_));
  }
}

bool operator==(const DataType& a, const DataType& b) {
  if (a.kind_ != b.kind_) return false;
  if (a.details_ == b.details_) return true;
  return a.details_ && b.details_ && *a.details_ == *b.details_;
}

std::ostream& operator<<(std::ostream& out, const DataType& type) {
  return out << type.to_string();
}

}  // namespace egregora
