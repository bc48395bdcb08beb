// SPDX-License-Identifier: Apache-2.0
// The rules of a table as expressions that are true where a row breaks one.
#pragma once

#include <egregora/expr/columns.hpp>

#include <string>
#include <vector>

namespace egregora::detail {

struct TableRules {
  std::vector<ColumnDeclaration> columns = {};
  std::vector<Check> checks = {};
  std::vector<std::string> order_key = {};  ///< names a row where there is no primary key

  /// The declared ones, else `order_key`.
  std::vector<std::string> key() const;
};

template <class S>
TableRules rules_of() {
  return {S::declared(), S::checks(), S::order_key()};
}

/// True or false, never NULL, of a row with these columns.
struct RuleBreach {
  std::string rule;  ///< e.g. "status_is_known", "author is NULL"
  Expr broken;
};

/// NOT NULL and CHECK; not the primary key, which is of several rows.
std::vector<RuleBreach> breaches(const TableRules& rules);

}  // namespace egregora::detail
