// SPDX-License-Identifier: Apache-2.0
// How schema structs come to speak of a table: while one is constructed, its thread knows the table
// it is for.
#include <egregora/core/errors.hpp>
#include <egregora/expr/columns.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/typed_table.hpp>

#include <utility>

namespace egregora {

namespace {
thread_local const Table* bound_table = nullptr;
}  // namespace

ColumnsBase::Binding::Binding(const Table& table) : outer_(std::exchange(bound_table, &table)) {}
ColumnsBase::Binding::~Binding() { bound_table = outer_; }

ColumnsBase::ColumnsBase() : table_(bound_table) {}

Expr ColumnsBase::declare(ColumnDeclaration declaration) {
  const std::string name = declaration.field.name;
  declarations_.push_back(std::move(declaration));
  return table_ != nullptr ? (*table_)[name] : col(name);
}

namespace detail {
void check_schema(const Table& table, const Schema& expected) {
  std::string differences;
  for (const Field& field : expected) {
    const auto index = table.schema().index_of(field.name);
    if (!index) {
      differences += "; no column '" + field.name + "' (" + field.type.to_string() + ")";
    } else if (!(table.schema()[*index].type == field.type) && !field.type.is_null()) {
      differences += "; column '" + field.name + "' is " + table.schema()[*index].type.to_string() +
                     ", not " + field.type.to_string();
    }
  }
  if (differences.empty()) return;
  throw SchemaMismatchError(
      "'" + table.get_name() + "' differs from what was declared" + differences,
      {.object_name = table.get_name()});
}
}  // namespace detail

}  // namespace egregora
