// SPDX-License-Identifier: Apache-2.0
// Values as text for people, for every type that a column can have.
#include "data/value_text.hpp"

#include <limits>

#include "data/number_text.hpp"

namespace egregora::detail {
namespace {

/// Appends what a value holds; `type` decides where one holder serves several types.
class TextAppender {
 public:
  TextAppender(std::string& out, const DataType& type) : out_(out), type_(type) {}

  void operator()(std::monostate) const { out_ += "NULL"; }
  void operator()(bool value) const { out_ += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { out_ += std::to_string(value); }
  void operator()(std::uint64_t value) const { out_ += std::to_string(value); }
  void operator()(int128_t value) const { out_ += integer_text(value); }
  void operator()(double value) const {
    out_ += type_.kind() == TypeKind::float32 ? floating_text(static_cast<float>(value))
                                              : floating_text(value);
  }
  void operator()(const DecimalDigits& value) const {
    out_ += decimal_text(value.unscaled, type_.scale());
  }
  void operator()(const std::string& value) const { out_ += value; }
  void operator()(const Blob& value) const {
    out_ += blob_text({reinterpret_cast<const char*>(value.data()), value.size()});
  }
  void operator()(const Uuid& value) const { out_ += value.to_string(); }
  void operator()(Date value) const { out_ += date_text(value); }
  void operator()(TimeOfDay value) const { out_ += format_time(value); }
  void operator()(Timestamp value) const {
    out_ += type_.kind() == TypeKind::timestamp_tz ? instant_text(value) : timestamp_text(value);
  }
  void operator()(const Interval& value) const { out_ += format_interval(value); }
  void operator()(const std::vector<Scalar>& values) const {
    if (type_.is_struct()) return append_struct(values);
    if (type_.is_map()) return append_map(values);
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ", ";
      append_text(out_, values[i]);
    }
    out_ += ']';
  }

 private:
  void append_struct(const std::vector<Scalar>& values) const {
    out_ += '{';
    for (std::size_t i = 0; i < values.size(); ++i) {
      out_.append(i > 0 ? ", '" : "'").append(type_.fields()[i].name).append("': ");
      append_text(out_, values[i]);
    }
    out_ += '}';
  }
  void append_map(const std::vector<Scalar>& values) const {
    out_ += '{';
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
      if (i > 0) out_ += ", ";
      append_text(out_, values[i]);
      out_ += '=';
      append_text(out_, values[i + 1]);
    }
    out_ += '}';
  }

  std::string& out_;
  const DataType& type_;
};

}  // namespace

std::string date_text(Date value) {
  constexpr auto kInfinity = std::numeric_limits<std::int32_t>::max();
  const auto days = value.time_since_epoch().count();
  if (days == kInfinity) return "infinity";
  if (days == -kInfinity) return "-infinity";
  return format_date(value);
}

std::string timestamp_text(Timestamp value) {
  constexpr auto kInfinity = std::numeric_limits<std::int64_t>::max();
  const auto micros = value.time_since_epoch().count();
  if (micros == kInfinity) return "infinity";
  if (micros == -kInfinity) return "-infinity";
  return format_timestamp(value);
}

std::string instant_text(Timestamp value) {
  std::string text = timestamp_text(value);
  if (!text.ends_with('y')) text += "+00";
  return text;
}

std::string blob_text(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 32 && byte <= 126 && c != '\\' && c != '\'' && c != '"') {
      text += c;
    } else {
      text.append("\\x").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
  }
  return text;
}

void append_text(std::string& out, const Scalar& value) {
  std::visit(TextAppender(out, value.type()), value.storage());
}

void append_text(std::string& out, const ColumnData& column, std::int64_t row) {
  const TypeKind kind = column.type.kind();
  if (kind == TypeKind::string || kind == TypeKind::json || kind == TypeKind::enumeration) {
    column.is_valid(row) ? out.append(column.text(row)) : out.append("NULL");
  } else {
    append_text(out, column.scalar(row));
  }
}

}  // namespace egregora::detail
