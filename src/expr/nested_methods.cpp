// SPDX-License-Identifier: Apache-2.0
// The methods of Expr on JSON, lists, structs and maps.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/table.hpp>

#include <utility>

#include "expr/calls.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace {
const std::vector<StructField>& members_of(const Expr& value, const char* what) {
  if (value.type().is_struct()) return value.type().fields();
  throw TypeError(
      std::string(what) + " wants a struct; '" + value.name() + "' is " + value.type().to_string(),
      {.object_name = value.name()});
}
}  // namespace

// What is made here for a struct is a JSON member or a map's value by the type it is given
// (make_call).
Expr Expr::operator[](std::string_view member) const {
  return call(FunctionId::struct_field, {*this, constant(member)});
}
Expr Expr::operator[](std::int64_t index) const {
  return call(FunctionId::element, {*this, constant(index)});
}
Expr Expr::operator[](const Expr& index) const { return call(FunctionId::element, {*this, index}); }

Expr Expr::slice(std::int64_t start, const std::optional<std::int64_t>& stop) const {
  std::vector<Expr> arguments{*this, constant(start)};
  if (stop) arguments.push_back(constant(*stop));
  return call(FunctionId::slice, std::move(arguments));
}
Expr Expr::join(const Expr& other) const {
  return other.type().is_list() ? call(FunctionId::join, {other, *this})
                                : call(FunctionId::join, {*this, other});
}
Expr Expr::unnest() const { return call(FunctionId::unnest, {*this}); }

Expr Expr::as_string() const { return call(FunctionId::as_string, {*this}); }
Expr Expr::as_int() const { return call(FunctionId::as_int, {*this}); }
Expr Expr::as_double() const { return call(FunctionId::as_double, {*this}); }
Expr Expr::as_bool() const { return call(FunctionId::as_bool, {*this}); }

std::vector<std::string> Expr::names() const {
  std::vector<std::string> names;
  for (const StructField& member : members_of(*this, "names")) names.push_back(member.name);
  return names;
}

Table Expr::lift() const {
  std::vector<Selection> columns;
  for (const StructField& member : members_of(*this, "lift"))
    columns.emplace_back(Named{member.name, (*this)[member.name]});
  return table_of_rows(*this).select_all(columns);
}

Expr Expr::get(const Expr& key) const { return call(FunctionId::map_get, {*this, key}); }
Expr Expr::get(const Expr& key, const Expr& otherwise) const {
  // Of a map that is NULL, NULL and not `otherwise`.
  return egregora::cases({{contains(key), get(key)}, {notnull(), otherwise}});
}
Expr Expr::keys() const { return call(FunctionId::keys, {*this}); }
Expr Expr::values() const { return call(FunctionId::values, {*this}); }

}  // namespace egregora
