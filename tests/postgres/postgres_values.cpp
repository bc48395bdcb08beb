// SPDX-License-Identifier: Apache-2.0
#include "postgres/postgres_values.hpp"

#include <egregora/data/write_text.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace egregora::testing {

namespace {
[[noreturn]] void refuse(std::string_view text, const std::string& type) {
  throw std::invalid_argument("no " + type + " in PostgreSQL's text: '" + std::string(text) + "'");
}

std::int64_t read_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) refuse(text, "integer");
  return value;
}

double read_double(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);  // knows "Infinity" and "NaN" too
  if (end != text.c_str() + text.size()) refuse(text, "double");
  return value;
}

/// PostgreSQL keeps the scale that each value came with: digits that are not there are zeros.
DecimalDigits read_decimal(const std::string& text, int scale) {
  DecimalDigits digits;
  int missing = scale;
  bool fraction = false;
  for (const char c : text) {
    if (c == '-') continue;
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (c < '0' || c > '9' || (fraction && missing == 0 && c != '0')) refuse(text, "decimal");
    if (fraction && missing == 0) continue;
    if (fraction) --missing;
    digits.unscaled = digits.unscaled * 10 + (c - '0');
  }
  for (; missing > 0; --missing) digits.unscaled *= 10;
  if (text.starts_with('-')) digits.unscaled = -digits.unscaled;
  return digits;
}

/// "2024-02-29", "44-03-15 BC", years of more than four digits.
Date read_date(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (std::sscanf(text.c_str(), "%d-%u-%u", &year, &month, &day) != 3) refuse(text, "date");
  if (text.ends_with(" BC")) year = 1 - year;
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

TimeOfDay read_time(std::string_view text) {
  return parse_timestamp("1970-01-01 " + std::string(text)).time_since_epoch();
}

Timestamp read_timestamp(const std::string& text) {
  const std::size_t gap = text.find(' ');
  if (gap == std::string::npos) refuse(text, "timestamp");
  std::string time = text.substr(gap + 1);
  if (const std::size_t era = time.find(" BC"); era != std::string::npos) time.resize(era);
  const std::string era = text.ends_with(" BC") ? " BC" : "";
  return Timestamp(read_date(text.substr(0, gap) + era)) + read_time(time);
}

/// "P1Y2M-3DT4H5M6.000007S".
Interval read_interval(const std::string& text) {
  Interval value;
  bool time = false;
  std::string number;
  for (const char c : text) {
    if (c == 'P') continue;
    if (c == 'T') {
      time = true;
    } else if (c == '-' || c == '.' || (c >= '0' && c <= '9')) {
      number += c;
    } else {
      const double amount = read_double(number);
      number.clear();
      if (c == 'Y') value.months += static_cast<std::int32_t>(amount) * 12;
      if (c == 'M' && !time) value.months += static_cast<std::int32_t>(amount);
      if (c == 'D') value.days += static_cast<std::int32_t>(amount);
      const double seconds = c == 'H' ? 3600 : c == 'S' ? 1 : c == 'M' && time ? 60 : 0;
      value.micros += static_cast<std::int64_t>(amount * seconds * 1e6 + (amount < 0 ? -0.5 : 0.5));
    }
  }
  return value;
}

Blob read_blob(const std::string& text) {
  if (!text.starts_with("\\x")) refuse(text, "blob");
  Blob bytes;
  for (std::size_t i = 2; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(std::stoi(text.substr(i, 2), nullptr, 16)));
  return bytes;
}

/// "{a,NULL,"with, comma"}": one dimension.
std::vector<Scalar> read_list(const std::string& text, const DataType& element) {
  std::vector<Scalar> values;
  if (text == "{}") return values;
  std::string item;
  bool quoted = false;
  bool inside = false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      item += text[++i];
    } else if (c == '"') {
      inside = !inside;
      quoted = true;
    } else if (!inside && (c == ',' || c == '}')) {
      const bool null = !quoted && item == "NULL";
      values.push_back(read_postgres(null ? PostgresValue() : item, element));
      item.clear();
      quoted = false;
    } else {
      item += c;
    }
  }
  return values;
}

Scalar::Storage read_storage(const std::string& text, const DataType& type) {
  switch (type.kind()) {
    case TypeKind::boolean:
      return text == "t";
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::int64:
      return read_integer(text);
    case TypeKind::float32:
      return static_cast<double>(static_cast<float>(read_double(text)));
    case TypeKind::float64:
      return read_double(text);
    case TypeKind::decimal:
      return read_decimal(text, type.scale());
    case TypeKind::string:
    case TypeKind::json:
      return text;
    case TypeKind::blob:
      return read_blob(text);
    case TypeKind::uuid:
      return Uuid::parse(text);
    case TypeKind::date:
      return read_date(text);
    case TypeKind::time:
      return read_time(text);
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz:
      return read_timestamp(text);
    case TypeKind::interval:
      return read_interval(text);
    case TypeKind::list:
      return read_list(text, type.element());
    default:
      refuse(text, type.to_string());
  }
}

void append_cell(std::string& out, const Scalar& value, Doubles doubles) {
  if (!out.empty()) out += " | ";
  if (value.is_null()) {
    out += "NULL";
  } else if (value.type().kind() == TypeKind::json) {
    out += nlohmann::json::parse(value.as<std::string>()).dump();
  } else if (value.type().is_floating() && value.as<double>() == 0) {
    out += "0.0";  // DuckDB's sorting takes the sign off a zero
  } else if (value.type().is_floating() && doubles == Doubles::nearly) {
    out += fmt::format("{:.12g}", value.as<double>());
  } else {
    append_json(out, value);
  }
}
}  // namespace

Scalar read_postgres(const PostgresValue& text, const DataType& type) {
  if (!text) return Scalar::null(type);
  return Scalar::of(type, read_storage(*text, type));
}

std::vector<std::string> row_texts(const DataFrame& frame, Doubles doubles) {
  std::vector<std::string> texts(static_cast<std::size_t>(frame.num_rows()));
  for (std::size_t row = 0; row < texts.size(); ++row) {
    for (std::size_t column = 0; column < frame.schema().size(); ++column)
      append_cell(texts[row], frame.value(static_cast<std::int64_t>(row), column), doubles);
  }
  return texts;
}

std::vector<std::string> row_texts(const PostgresRows& rows, const Schema& schema,
                                   Doubles doubles) {
  std::vector<std::string> texts(rows.rows.size());
  for (std::size_t row = 0; row < texts.size(); ++row) {
    for (std::size_t column = 0; column < schema.size(); ++column)
      append_cell(texts[row], read_postgres(rows.rows[row].at(column), schema[column].type),
                  doubles);
  }
  return texts;
}

}  // namespace egregora::testing
