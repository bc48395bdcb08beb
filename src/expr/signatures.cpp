// SPDX-License-Identifier: Apache-2.0
// Signatures of the function table: read once into a form that is quick to check.
#include <egregora/core/errors.hpp>

#include <string_view>
#include <vector>

#include "expr/type_rules.hpp"

namespace egregora {

namespace {
enum class Category : std::uint8_t {
  any,
  boolean,
  integer,
  number,
  floating,
  string,
  temporal,
  date,
  time,
  timestamp,
  interval,
  list,
  struct_,
  map,
  json,
  blob,
  uuid,
  same,
};

struct Signature {
  std::vector<Category> arguments;
  bool repeats = false;  // the last one, once or more
};

Category category_of(std::string_view word) {
  static constexpr std::pair<std::string_view, Category> kWords[] = {
      {"any", Category::any},           {"bool", Category::boolean},
      {"int", Category::integer},       {"num", Category::number},
      {"float", Category::floating},    {"string", Category::string},
      {"temporal", Category::temporal}, {"date", Category::date},
      {"time", Category::time},         {"timestamp", Category::timestamp},
      {"interval", Category::interval}, {"list", Category::list},
      {"struct", Category::struct_},    {"map", Category::map},
      {"json", Category::json},         {"blob", Category::blob},
      {"uuid", Category::uuid},         {"T", Category::same},
  };
  for (const auto& [name, category] : kWords) {
    if (name == word) return category;
  }
  throw InternalError("function table: unknown argument rule '" + std::string(word) + "'");
}

Signature parse_signature(std::string_view text) {
  Signature signature;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    std::string_view word = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (word.ends_with("...")) {
      signature.repeats = true;
      word.remove_suffix(3);
    }
    signature.arguments.push_back(category_of(word));
  }
  return signature;
}

std::vector<Signature> parse_alternatives(std::string_view text) {
  std::vector<Signature> alternatives;
  while (true) {
    const std::size_t bar = text.find('|');
    alternatives.push_back(parse_signature(text.substr(0, bar)));
    if (bar == std::string_view::npos) return alternatives;
    text.remove_prefix(bar + 1);
  }
}

const std::vector<Signature>& signatures_of(const FunctionRow& function) {
  static const std::vector<std::vector<Signature>> table = [] {
    std::vector<std::vector<Signature>> parsed;
    for (const FunctionRow& row : function_table())
      parsed.push_back(parse_alternatives(row.signatures));
    return parsed;
  }();
  return table[static_cast<std::size_t>(function.id)];
}

bool accepts(Category category, const DataType& type) {
  if (type.is_null()) return true;  // NULL, or a column that is not known yet
  switch (category) {
    case Category::any:
    case Category::same:
      return true;
    case Category::boolean:
      return type.is_boolean();
    case Category::integer:
      return type.is_integer();
    case Category::number:
      return type.is_numeric();
    case Category::floating:
      return type.is_floating();
    case Category::string:
      return type.is_string() || type.kind() == TypeKind::enumeration;
    case Category::temporal:
      return type.is_temporal();
    case Category::date:
      return type.kind() == TypeKind::date;
    case Category::time:
      return type.kind() == TypeKind::time;
    case Category::timestamp:
      return type.is_timestamp();
    case Category::interval:
      return type.kind() == TypeKind::interval;
    case Category::list:
      return type.is_list() || type.kind() == TypeKind::array;
    case Category::struct_:
      return type.is_struct();
    case Category::map:
      return type.is_map();
    case Category::json:
      return type.kind() == TypeKind::json;
    case Category::blob:
      return type.kind() == TypeKind::blob;
    case Category::uuid:
      return type.kind() == TypeKind::uuid;
  }
  return false;
}

bool matches(const Signature& signature, std::span<const DataType> types) {
  const std::size_t fixed = signature.arguments.size();
  if (signature.repeats ? types.size() < fixed : types.size() != fixed) return false;
  std::optional<DataType> same = DataType::null();
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Category category = signature.arguments[std::min(i, fixed - 1)];
    if (!accepts(category, types[i])) return false;
    if (category == Category::same) same = common_type(*same, types[i]);
    if (!same) return false;
  }
  return true;
}
}  // namespace

void check_signature(const FunctionRow& function, std::span<const DataType> types) {
  for (const Signature& signature : signatures_of(function)) {
    if (matches(signature, types)) return;
  }
  std::string known;
  for (const char c : function.signatures)
    known += c == '|' ? std::string(") or (") : c == ' ' ? std::string(", ") : std::string(1, c);
  std::string given;
  for (const DataType& type : types) given += (given.empty() ? "" : ", ") + type.to_string();
  throw TypeError("'" + std::string(function.name) + "' takes (" + known + "), not (" + given + ")",
                  {.object_name = std::string(function.name)});
}

}  // namespace egregora
