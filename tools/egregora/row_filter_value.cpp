// SPDX-License-Identifier: Apache-2.0
// Reading values by their column's type: a UUID, date or time that cannot be one is an error here,
// with its place, and not a conversion error of the engine after a long scan.
#include "tools/egregora/row_filter_value.hpp"

#include <egregora/core/errors.hpp>

#include <charconv>
#include <cmath>
#include <string>

#include "tools/egregora/row_filter.hpp"

namespace egregora::program {
namespace {

[[noreturn]] void refuse(const FilterToken& token, const std::string& why) {
  throw FilterError(why, token.offset);
}

template <class T>
std::optional<T> whole_text_as(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Scalar number(const FilterToken& token, const DataType& type) {
  if (const auto whole = whole_text_as<std::int64_t>(token.text)) {
    if (type.is_numeric()) return Scalar(*whole);
  } else if (const auto floating = whole_text_as<double>(token.text);
             floating && std::isfinite(*floating)) {
    if (type.is_numeric()) return Scalar(*floating);
  } else if (type.is_numeric()) {
    refuse(token, "'" + token.text + "' is no number");
  }
  refuse(token, "the column holds " + type.to_string() + ": write the value in quotes, '" +
                    token.text + "'");
}

Scalar truth(const FilterToken& token, const DataType& type) {
  if (token.is_keyword("null"))
    refuse(token, "nothing equals null: write 'is null' or 'is not null'");
  if (!token.is_keyword("true") && !token.is_keyword("false")) {
    refuse(token, "a text needs quotes: '" + token.text + "'");
  }
  if (!type.is_boolean())
    refuse(token, "the column holds " + type.to_string() + ", neither true nor false");
  return Scalar(token.is_keyword("true"));
}

Scalar point_in_time(const FilterToken& token, const DataType& type) {
  try {
    if (type.kind() == TypeKind::date) return Scalar(parse_date(token.text));
    return Scalar::of(type, parse_timestamp(token.text));
  } catch (const Error&) {
    refuse(token,
           "'" + token.text + "' is no " +
               (type.kind() == TypeKind::date ? "date such as 2025-01-31"
                                              : "time such as 2025-01-31 or 2025-01-31 18:30:00"));
  }
}

Scalar text(const FilterToken& token, const DataType& type) {
  if (type.is_string() || type.kind() == TypeKind::enumeration) return Scalar(token.text);
  if (type.kind() == TypeKind::date || type.is_timestamp()) return point_in_time(token, type);
  if (type.kind() == TypeKind::uuid) {
    const auto id = Uuid::try_parse(token.text);
    if (!id) refuse(token, "'" + token.text + "' is no UUID");
    return Scalar(*id);
  }
  if (type.is_numeric() || type.is_boolean()) {
    refuse(token, "the column holds " + type.to_string() + ": write the value without quotes");
  }
  refuse(token, "a column of type " + type.to_string() + " cannot be compared here");
}

}  // namespace

Scalar filter_value(const FilterToken& token, const DataType& type) {
  switch (token.kind) {
    case FilterToken::Kind::number:
      return number(token, type);
    case FilterToken::Kind::single_quoted:
    case FilterToken::Kind::double_quoted:
      return text(token, type);
    case FilterToken::Kind::word:
      return truth(token, type);
    default:
      refuse(token, "a value is missing before " + token.describe());
  }
}

}  // namespace egregora::program
