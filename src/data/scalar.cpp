// SPDX-License-Identifier: Apache-2.0
// Scalars: how each type is held, and the checks that keep a value and its type in step.
#include <cmath>
#include <egregora/core/errors.hpp>
#include <egregora/data/scalar.hpp>
#include <limits>
#include <ostream>

#include "data/value_text.hpp"

namespace egregora {
namespace {

[[noreturn]] void refuse(const DataType& type, const std::string& why) {
  throw TypeError("not a value of type " + type.to_string() + ": " + why);
}

template <class T>
const T& held(const DataType& type, const Scalar::Storage& storage) {
  if (const T* value = std::get_if<T>(&storage)) return *value;
  refuse(type, "it is held as something else");
}

void check_signed(const DataType& type, const Scalar::Storage& storage, int bits) {
  const std::int64_t value = held<std::int64_t>(type, storage);
  const std::int64_t highest = std::numeric_limits<std::int64_t>::max() >> (64 - bits);
  if (value > highest || value < -highest - 1) refuse(type, std::to_string(value));
}

void check_unsigned(const DataType& type, const Scalar::Storage& storage, int bits) {
  const std::uint64_t value = held<std::uint64_t>(type, storage);
  if (value > std::numeric_limits<std::uint64_t>::max() >> (64 - bits)) {
    refuse(type, std::to_string(value));
  }
}

void check_decimal(const DataType& type, const Scalar::Storage& storage) {
  const int128_t digits = held<DecimalDigits>(type, storage).unscaled;
  int128_t limit = 1;
  for (int i = 0; i < type.precision(); ++i) limit *= 10;  // at most 10^38, below 2^127
  if (digits >= limit || digits <= -limit) refuse(type, "it has more digits");
}

void check_element(const DataType& type, const DataType& wanted, const Scalar& element) {
  if (!element.type().is_null() && element.type() != wanted) {
    refuse(type, "an element of type " + element.type().to_string());
  }
}

void check_nested(const DataType& type, const Scalar::Storage& storage) {
  const auto& values = held<std::vector<Scalar>>(type, storage);
  if (type.is_struct()) {
    if (values.size() != type.fields().size()) refuse(type, "another number of members");
    for (std::size_t i = 0; i < values.size(); ++i) {
      check_element(type, type.fields()[i].type, values[i]);
    }
    return;
  }
  if (type.kind() == TypeKind::array &&
      values.size() != static_cast<std::size_t>(type.array_length())) {
    refuse(type, std::to_string(values.size()) + " elements");
  }
  if (type.is_map() && values.size() % 2 != 0) refuse(type, "a key without a value");
  for (std::size_t i = 0; i < values.size(); ++i) {
    check_element(type, type.is_map() && i % 2 == 0 ? type.key() : type.element(), values[i]);
  }
}

void check_holder(const DataType& type, const Scalar::Storage& storage) {
  switch (type.kind()) {
    case TypeKind::boolean:
      held<bool>(type, storage);
      break;
    case TypeKind::int8:
      check_signed(type, storage, 8);
      break;
    case TypeKind::int16:
      check_signed(type, storage, 16);
      break;
    case TypeKind::int32:
      check_signed(type, storage, 32);
      break;
    case TypeKind::int64:
      check_signed(type, storage, 64);
      break;
    case TypeKind::uint8:
      check_unsigned(type, storage, 8);
      break;
    case TypeKind::uint16:
      check_unsigned(type, storage, 16);
      break;
    case TypeKind::uint32:
      check_unsigned(type, storage, 32);
      break;
    case TypeKind::uint64:
      check_unsigned(type, storage, 64);
      break;
    case TypeKind::int128:
      held<int128_t>(type, storage);
      break;
    case TypeKind::float32:
    case TypeKind::float64:
      held<double>(type, storage);
      break;
    case TypeKind::decimal:
      check_decimal(type, storage);
      break;
    case TypeKind::string:
    case TypeKind::json:
    case TypeKind::enumeration:
      held<std::string>(type, storage);
      break;
    case TypeKind::blob:
      held<Blob>(type, storage);
      break;
    case TypeKind::uuid:
      held<Uuid>(type, storage);
      break;
    case TypeKind::date:
      held<Date>(type, storage);
      break;
    case TypeKind::time:
      held<TimeOfDay>(type, storage);
      break;
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      held<Timestamp>(type, storage);
      break;
    case TypeKind::interval:
      held<Interval>(type, storage);
      break;
    case TypeKind::list:
    case TypeKind::array:
    case TypeKind::struct_:
    case TypeKind::map:
      check_nested(type, storage);
      break;
    case TypeKind::null:
    case TypeKind::other:
      refuse(type, "only NULL is one");
  }
}

}  // namespace

Scalar::Scalar() = default;
Scalar::~Scalar() = default;
Scalar::Scalar(const Scalar&) = default;
Scalar::Scalar(Scalar&&) noexcept = default;
Scalar& Scalar::operator=(const Scalar&) = default;
Scalar& Scalar::operator=(Scalar&&) noexcept = default;
Scalar::Scalar(std::nullopt_t) : Scalar() {}
Scalar::Scalar(DataType type, Storage storage)
    : type_(std::move(type)), storage_(std::move(storage)) {}
Scalar::Scalar(Exactly, bool value) : type_(DataType::boolean()), storage_(value) {}
Scalar::Scalar(Exactly, std::int64_t value) : type_(DataType::int64()), storage_(value) {}
Scalar::Scalar(Exactly, std::uint64_t value) : type_(DataType::uint64()), storage_(value) {}
Scalar::Scalar(Exactly, double value) : type_(DataType::float64()), storage_(value) {}
Scalar::Scalar(const char* text) : Scalar(std::string(text)) {}
Scalar::Scalar(std::string text) : type_(DataType::string()), storage_(std::move(text)) {}
Scalar::Scalar(std::string_view text) : Scalar(std::string(text)) {}
Scalar::Scalar(Uuid value) : type_(DataType::uuid()), storage_(value) {}
Scalar::Scalar(Date value) : type_(DataType::date()), storage_(value) {}
Scalar::Scalar(Timestamp value) : type_(DataType::timestamp_tz()), storage_(value) {}
Scalar::Scalar(TimeOfDay value) : type_(DataType::time()), storage_(value) {}
Scalar::Scalar(Interval value) : type_(DataType::interval()), storage_(value) {}
Scalar::Scalar(Blob value) : type_(DataType::blob()), storage_(std::move(value)) {}

Scalar Scalar::of(DataType type, Storage storage) {
  if (!std::holds_alternative<std::monostate>(storage)) check_holder(type, storage);
  return {std::move(type), std::move(storage)};
}

Scalar Scalar::null(DataType type) { return {std::move(type), Storage{}}; }

void Scalar::throw_null() const {
  throw NullValueError("a value was asked for where there is NULL of type " + type_.to_string());
}

void Scalar::throw_wrong_type() const {
  throw TypeError("a value of type " + type_.to_string() +
                  " is held as another C++ type than asked for: " + to_string());
}

std::string Scalar::to_string() const {
  std::string out;
  detail::append_text(out, *this);
  return out;
}

bool operator==(const Scalar& a, const Scalar& b) {
  if (a.type_ != b.type_) return false;
  const double* x = std::get_if<double>(&a.storage_);
  const double* y = std::get_if<double>(&b.storage_);
  if (x != nullptr && y != nullptr && std::isnan(*x) && std::isnan(*y)) return true;
  return a.storage_ == b.storage_;
}

std::ostream& operator<<(std::ostream& out, const Scalar& value) {
  return out << value.to_string();
}

}  // namespace egregora
