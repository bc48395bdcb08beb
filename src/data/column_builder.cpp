// SPDX-License-Identifier: Apache-2.0
// Building a column value by value: memtables, literals and tests. Every value is brought to the
// column's type exactly or refused; nothing is rounded or cut.
#include <cmath>
#include <cstring>
#include <egregora/core/errors.hpp>
#include <egregora/data/column_data.hpp>
#include <limits>
#include <utility>

namespace egregora {
namespace {

[[noreturn]] void refuse(const Scalar& value, const DataType& type) {
  throw TypeError("a value of type " + value.type().to_string() + " does not fit " +
                  type.to_string() + ": " + value.to_string());
}

bool is_texts(TypeKind kind) {
  return kind == TypeKind::string || kind == TypeKind::json || kind == TypeKind::enumeration ||
         kind == TypeKind::blob;
}

bool has_offsets(TypeKind kind) {
  return is_texts(kind) || kind == TypeKind::list || kind == TypeKind::map;
}

void append_bit(std::vector<std::uint8_t>& bits, std::int64_t at, bool value) {
  if ((at & 7) == 0) bits.push_back(0);
  if (value) bits.back() = static_cast<std::uint8_t>(bits.back() | (1U << (at & 7)));
}

template <class T>
void append_bytes(std::vector<std::uint8_t>& bytes, const T& value) {
  const std::size_t at = bytes.size();
  bytes.resize(at + sizeof(T));
  std::memcpy(bytes.data() + at, &value, sizeof(T));
}

std::optional<int128_t> whole_number(const Scalar& value) {
  if (const auto* i = std::get_if<std::int64_t>(&value.storage())) return *i;
  if (const auto* u = std::get_if<std::uint64_t>(&value.storage()))
    return static_cast<int128_t>(*u);
  if (const auto* h = std::get_if<int128_t>(&value.storage())) return *h;
  return std::nullopt;
}

template <class T>
void append_integer(ColumnData& column, const Scalar& value) {
  const auto number = whole_number(value);
  // Compared in 128 bits, where every narrower bound fits.
  if (!number) refuse(value, column.type);
  if constexpr (!std::same_as<T, int128_t>) {
    if (*number < static_cast<int128_t>(std::numeric_limits<T>::min()) ||
        *number > static_cast<int128_t>(std::numeric_limits<T>::max())) {
      refuse(value, column.type);
    }
  }
  append_bytes(column.values, static_cast<T>(*number));
}

/// A double takes any whole number that it holds exactly, and every floating value.
double floating(const ColumnData& column, const Scalar& value) {
  if (const auto* d = std::get_if<double>(&value.storage())) return *d;
  const auto number = whole_number(value);
  constexpr int128_t kExact = int128_t{1} << 53;  // beyond it a double skips whole numbers
  if (!number || *number > kExact || *number < -kExact) refuse(value, column.type);
  return static_cast<double>(*number);
}

/// A decimal takes decimals of no larger scale, and whole numbers; the digits must fit its
/// precision.
int128_t unscaled(const ColumnData& column, const Scalar& value) {
  const auto* digits = std::get_if<DecimalDigits>(&value.storage());
  const auto number = digits != nullptr ? std::optional(digits->unscaled) : whole_number(value);
  const int shift = column.type.scale() - (digits != nullptr ? value.type().scale() : 0);
  if (!number || shift < 0) refuse(value, column.type);
  int128_t result = *number;
  int128_t limit = 1;
  for (int i = 0; i < column.type.precision(); ++i) limit *= 10;
  for (int i = 0; i < shift; ++i) {
    if (result >= limit || result <= -limit) refuse(value, column.type);
    result *= 10;
  }
  if (result >= limit || result <= -limit) refuse(value, column.type);
  return result;
}

template <class T>
void append_exact(ColumnData& column, const Scalar& value) {
  const T* held = std::get_if<T>(&value.storage());
  if (held == nullptr) refuse(value, column.type);
  append_bytes(column.values, *held);
}

void append_date(ColumnData& column, const Scalar& value) {
  const Date* date = std::get_if<Date>(&value.storage());
  if (date == nullptr) refuse(value, column.type);
  append_bytes(column.values, static_cast<std::int32_t>(date->time_since_epoch().count()));
}

void append_boolean(ColumnData& column, const Scalar& value) {
  const bool* held = std::get_if<bool>(&value.storage());
  if (held == nullptr) refuse(value, column.type);
  append_bit(column.values, column.length, *held);
}

void append_characters(ColumnData& column, const Scalar& value) {
  if (column.type.kind() == TypeKind::blob) {
    const Blob* bytes = std::get_if<Blob>(&value.storage());
    if (bytes == nullptr) refuse(value, column.type);
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes->data());
    column.values.insert(column.values.end(), begin, begin + bytes->size());
  } else {
    const std::string* text = std::get_if<std::string>(&value.storage());
    if (text == nullptr) refuse(value, column.type);
    column.values.insert(column.values.end(), text->begin(), text->end());
  }
  column.offsets.push_back(static_cast<std::int64_t>(column.values.size()));
}

void append_plain(ColumnData& column, const Scalar& value) {
  switch (column.type.kind()) {
    case TypeKind::boolean:
      return append_boolean(column, value);
    case TypeKind::int8:
      return append_integer<std::int8_t>(column, value);
    case TypeKind::int16:
      return append_integer<std::int16_t>(column, value);
    case TypeKind::int32:
      return append_integer<std::int32_t>(column, value);
    case TypeKind::int64:
      return append_integer<std::int64_t>(column, value);
    case TypeKind::uint8:
      return append_integer<std::uint8_t>(column, value);
    case TypeKind::uint16:
      return append_integer<std::uint16_t>(column, value);
    case TypeKind::uint32:
      return append_integer<std::uint32_t>(column, value);
    case TypeKind::uint64:
      return append_integer<std::uint64_t>(column, value);
    case TypeKind::int128:
      return append_integer<int128_t>(column, value);
    case TypeKind::float32:
      return append_bytes(column.values, static_cast<float>(floating(column, value)));
    case TypeKind::float64:
      return append_bytes(column.values, floating(column, value));
    case TypeKind::decimal:
      return append_bytes(column.values, unscaled(column, value));
    case TypeKind::string:
    case TypeKind::json:
    case TypeKind::enumeration:
    case TypeKind::blob:
      return append_characters(column, value);
    case TypeKind::uuid:
      return append_exact<Uuid>(column, value);
    case TypeKind::date:
      return append_date(column, value);
    case TypeKind::time:
      return append_exact<TimeOfDay>(column, value);
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      return append_exact<Timestamp>(column, value);
    case TypeKind::interval:
      return append_exact<Interval>(column, value);
    default:
      refuse(value, column.type);
  }
}

std::vector<DataType> child_types(const DataType& type) {
  std::vector<DataType> types;
  if (type.is_struct()) {
    for (const StructField& field : type.fields()) types.push_back(field.type);
  } else if (type.is_map()) {
    types.push_back(DataType::struct_of({{"key", type.key()}, {"value", type.element()}}));
  } else if (type.is_nested()) {
    types.push_back(type.element());
  }
  return types;
}

}  // namespace

ColumnBuilder::ColumnBuilder(DataType type) : column_(std::make_shared<ColumnData>()) {
  column_->type = std::move(type);
  if (has_offsets(column_->type.kind())) column_->offsets.push_back(0);
  for (DataType& child : child_types(column_->type)) children_.emplace_back(std::move(child));
}

void ColumnBuilder::append(const Scalar& value) {
  if (value.is_null()) return append_null();
  if (column_->type.is_nested()) {
    append_nested(value);
  } else {
    append_plain(*column_, value);
  }
  if (!column_->validity.empty()) append_bit(column_->validity, column_->length, true);
  ++column_->length;
}

void ColumnBuilder::append_nested(const Scalar& value) {
  const DataType& type = column_->type;
  const auto* values = std::get_if<std::vector<Scalar>>(&value.storage());
  if (values == nullptr || value.type().is_struct() != type.is_struct() ||
      value.type().is_map() != type.is_map()) {
    refuse(value, type);
  }
  const bool fits = type.is_struct() ? values->size() == children_.size()
                    : type.kind() == TypeKind::array
                        ? values->size() == static_cast<std::size_t>(type.array_length())
                        : true;
  if (!fits) refuse(value, type);
  if (type.is_struct()) {
    for (std::size_t i = 0; i < children_.size(); ++i) children_[i].append((*values)[i]);
  } else if (type.is_map()) {
    for (std::size_t i = 0; i + 1 < values->size(); i += 2) {
      children_[0].append_entry((*values)[i], (*values)[i + 1]);
    }
  } else {
    for (const Scalar& element : *values) children_[0].append(element);
  }
  if (type.kind() == TypeKind::list || type.is_map()) {
    column_->offsets.push_back(children_[0].length());
  }
}

void ColumnBuilder::append_entry(const Scalar& key, const Scalar& value) {
  children_[0].append(key);
  children_[1].append(value);
  if (!column_->validity.empty()) append_bit(column_->validity, column_->length, true);
  ++column_->length;
}

void ColumnBuilder::append_null() {
  ColumnData& column = *column_;
  if (column.validity.empty()) {
    column.validity.assign(static_cast<std::size_t>(column.length / 8), 0xFF);
    if (column.length % 8 != 0) {
      column.validity.push_back(static_cast<std::uint8_t>((1U << (column.length % 8)) - 1));
    }
  }
  append_bit(column.validity, column.length, false);
  const std::size_t width = fixed_width(column.type);
  column.values.resize(column.values.size() + width);
  if (column.type.is_boolean()) append_bit(column.values, column.length, false);
  if (!column.offsets.empty()) column.offsets.push_back(column.offsets.back());
  if (column.type.is_struct()) {
    for (ColumnBuilder& child : children_) child.append_null();
  } else if (column.type.kind() == TypeKind::array) {
    for (std::int64_t i = 0; i < column.type.array_length(); ++i) children_[0].append_null();
  }
  ++column.length;
  ++column.null_count;
}

std::shared_ptr<ColumnData> ColumnBuilder::finish() {
  for (ColumnBuilder& child : children_) column_->children.push_back(child.finish());
  ColumnBuilder empty(column_->type);
  std::shared_ptr<ColumnData> finished = std::exchange(column_, empty.column_);
  children_ = std::move(empty.children_);
  return finished;
}

}  // namespace egregora
