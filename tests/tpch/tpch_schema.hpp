// SPDX-License-Identifier: Apache-2.0
// The eight tables of TPC-H: names, columns and keys, in this one place; and as lazy tables that
// queries are built from.
#pragma once

#include <egregora/expr/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora::tpch {

struct TpchTable {
  std::string name;
  Schema schema;
  std::vector<std::string> primary_key;
};

/// In the order in which a foreign key finds its table filled.
const std::vector<TpchTable>& tpch_schema();
const TpchTable& tpch_table(std::string_view name);

/// What a query is built from: tables known by name and schema, bound to no engine.
struct TpchTables {
  TpchTables();
  Table region;
  Table nation;
  Table supplier;
  Table part;
  Table partsupp;
  Table customer;
  Table orders;
  Table lineitem;
};

}  // namespace egregora::tpch
