// SPDX-License-Identifier: Apache-2.0
// The list of all queries, and the expressions that several of them use.
#include "tpch/tpch_queries.hpp"

namespace egregora::tpch {

std::vector<TpchQuery> tpch_queries() {
  std::vector<TpchQuery> all;
  for (const auto& part :
       {pricing_queries(), market_queries(), supplier_queries(), customer_queries()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

Expr decimal(std::int64_t digits, int scale) {
  return literal(Scalar::of(DataType::decimal(15, scale), DecimalDigits{digits}));
}

Expr discounted_price() { return col("l_extendedprice") * (1 - col("l_discount")); }

}  // namespace egregora::tpch
