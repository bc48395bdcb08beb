// SPDX-License-Identifier: Apache-2.0
#include "database/table_rules.hpp"

#include <egregora/expr/functions.hpp>

namespace egregora::detail {

std::vector<std::string> TableRules::key() const {
  std::vector<std::string> key;
  for (const ColumnDeclaration& column : columns) {
    if (column.primary_key) key.push_back(column.field.name);
  }
  return key.empty() ? order_key : key;
}

std::vector<RuleBreach> breaches(const TableRules& rules) {
  std::vector<RuleBreach> all;
  for (const ColumnDeclaration& column : rules.columns) {
    if (column.field.nullable) continue;
    all.push_back({column.field.name + " is NULL", col(column.field.name).isnull()});
  }
  for (const Check& check : rules.checks) {
    // A CHECK lets NULL pass.
    all.push_back({check.name, !coalesce({check.rule, literal(true)})});
  }
  return all;
}

}  // namespace egregora::detail
