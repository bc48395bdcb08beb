// SPDX-License-Identifier: Apache-2.0
// The 22 queries of TPC-H in the expression API, with the standard's validation parameters. Free of
// any test framework: the test proves them, the benchmark times them.
#pragma once

#include <egregora/expr/functions.hpp>
#include <egregora/expr/table.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "tpch/tpch_schema.hpp"

namespace egregora::tpch {

struct TpchQuery {
  std::string name;  ///< "q01" ... "q22": the standard's SQL is sql/NAME.sql
  Table (*build)(const TpchTables&);
  /// The order by names every row. Where it does not, rows of equal keys come in any order.
  bool totally_ordered = true;
};

/// All of them, in order.
std::vector<TpchQuery> tpch_queries();

std::vector<TpchQuery> pricing_queries();   ///< 1 to 6
std::vector<TpchQuery> market_queries();    ///< 7 to 12
std::vector<TpchQuery> supplier_queries();  ///< 13 to 17
std::vector<TpchQuery> customer_queries();  ///< 18 to 22

/// An exact constant, `digits` of them after the point's shift: decimal(6, 2) is 0.06. A double
/// would be near it only, and a BETWEEN would lose its ends.
Expr decimal(std::int64_t digits, int scale);

/// l_extendedprice * (1 - l_discount), of the table that receives it.
Expr discounted_price();

}  // namespace egregora::tpch
