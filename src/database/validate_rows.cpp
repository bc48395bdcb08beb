// SPDX-License-Identifier: Apache-2.0
// One query a rule: they are few, and most find nothing.
#include <egregora/database/validate_rows.hpp>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>

#include <utility>

#include <fmt/format.h>

#include "database/table_rules.hpp"

namespace egregora::detail {

namespace {
std::vector<Selection> columns_of(const std::vector<std::string>& names) {
  std::vector<Selection> columns;
  for (const std::string& name : names) columns.emplace_back(col(name));
  return columns;
}

std::vector<OrderKey> ordered_by(const std::vector<std::string>& names) {
  std::vector<OrderKey> keys;
  for (const std::string& name : names) keys.emplace_back(col(name));
  return keys;
}

void append(std::vector<InvalidRow>& found, const std::string& rule, const Table& keys,
            const std::vector<std::string>& key, std::int64_t limit) {
  const DataFrame frame = keys.order_by(ordered_by(key)).limit(limit).execute();
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    InvalidRow invalid{rule, {}};
    for (const std::string& name : key) invalid.key.push_back(frame.value(row, name));
    found.push_back(std::move(invalid));
  }
}

bool has_primary_key(const TableRules& rules) {
  for (const ColumnDeclaration& column : rules.columns) {
    if (column.primary_key) return true;
  }
  return false;
}
}  // namespace

std::vector<InvalidRow> validate_rows(const Table& rows,
                                      const std::vector<ColumnDeclaration>& columns,
                                      const std::vector<Check>& checks,
                                      const std::vector<std::string>& order_key,
                                      std::int64_t limit) {
  if (limit < 1) throw InvalidOperationError(fmt::format("a limit is at least 1: {}", limit));
  const TableRules rules{columns, checks, order_key};
  std::vector<std::string> key = rules.key();
  if (key.empty()) key = rows.schema().names();
  std::vector<InvalidRow> found;
  for (const RuleBreach& breach : breaches(rules)) {
    append(found, breach.rule, rows.filter(breach.broken).select_all(columns_of(key)), key, limit);
  }
  if (!has_primary_key(rules)) return found;
  const Table repeated = rows.group_by(columns_of(key))
                             .agg(Named{"copies", count()})
                             .filter(col("copies") > 1)
                             .select_all(columns_of(key));
  append(found, "primary key is not unique", repeated, key, limit);
  return found;
}

}  // namespace egregora::detail
