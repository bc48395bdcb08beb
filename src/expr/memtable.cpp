// SPDX-License-Identifier: Apache-2.0
#include <egregora/core/errors.hpp>
#include <egregora/expr/memtable.hpp>

#include <utility>

#include "expr/relation.hpp"
#include "expr/type_rules.hpp"

namespace egregora {

namespace {
DataType type_of(const MemoryColumn& column) {
  DataType type = column.values.declared_type();
  for (const Scalar& value : column.values.values()) {
    const auto common = common_type(type, value.type());
    // A column of values: only numbers promote. A text beside a number is a slip.
    if (!common) {
      throw TypeError("column '" + std::string(column.name) + "' holds " + type.to_string() +
                          " and " + value.type().to_string() + ": '" + value.to_string() + "'",
                      {.object_name = std::string(column.name)});
    }
    type = *common;
  }
  if (type.is_null()) {
    throw TypeError("column '" + std::string(column.name) +
                        "' has no value that says its type; use memtable(schema, rows)",
                    {.object_name = std::string(column.name)});
  }
  return type;
}

std::shared_ptr<const ColumnData> column_of(const DataType& type, const std::string& name,
                                            const std::vector<Scalar>& values) {
  ColumnBuilder builder(type);
  for (const Scalar& value : values) {
    try {
      builder.append(value);
    } catch (const TypeError& error) {
      throw TypeError("column '" + name + "': " + error.what(), {.object_name = name});
    }
  }
  return builder.finish();
}
}  // namespace

Table memtable(std::initializer_list<MemoryColumn> columns) {
  std::vector<Field> fields;
  std::vector<std::shared_ptr<const ColumnData>> data;
  for (const MemoryColumn& column : columns) {
    fields.push_back({std::string(column.name), type_of(column), true});
    data.push_back(column_of(fields.back().type, fields.back().name, column.values.values()));
  }
  return memtable(DataFrame(Schema(std::move(fields)), std::move(data)));
}

Table memtable(const Schema& schema, const std::vector<std::vector<Scalar>>& rows) {
  std::vector<std::vector<Scalar>> columns(schema.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].size() != schema.size()) {
      throw IntegrityError("row " + std::to_string(r) + " has " + std::to_string(rows[r].size()) +
                           " values for " + std::to_string(schema.size()) + " columns");
    }
    for (std::size_t c = 0; c < schema.size(); ++c) columns[c].push_back(rows[r][c]);
  }
  std::vector<std::shared_ptr<const ColumnData>> data;
  for (std::size_t c = 0; c < schema.size(); ++c)
    data.push_back(column_of(schema[c].type, schema[c].name, columns[c]));
  return memtable(DataFrame(schema, std::move(data)));
}

Table memtable(DataFrame frame) {
  if (frame.num_columns() == 0) throw InvalidOperationError("a table needs at least one column");
  Schema schema = frame.schema();
  return Table(make_relation(relation::InMemory{std::move(frame)}, std::move(schema)));
}

}  // namespace egregora
