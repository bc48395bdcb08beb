// SPDX-License-Identifier: Apache-2.0
// TPC-H 13 to 17.
#include "tpch/tpch_queries.hpp"

namespace egregora::tpch {

namespace {
using namespace literals;

Table q13(const TpchTables& t) {
  const Expr same_customer = t.customer["c_custkey"] == t.orders["o_custkey"];
  const Expr ordinary = !t.orders["o_comment"].like("%special%requests%");
  return t.customer.join(t.orders, {same_customer, ordinary}, {.how = JoinKind::left})
      .group_by("c_custkey")
      .agg("c_count"_ = col("o_orderkey").count())
      .group_by("c_count")
      .agg("custdist"_ = count())
      .order_by({col("custdist").desc(), col("c_count").desc()});
}

Table q14(const TpchTables& t) {
  const Expr promoted = ifelse(col("p_type").like("PROMO%"), discounted_price(), literal(0)).sum();
  return t.lineitem.join(t.part, {{"l_partkey", "p_partkey"}})
      .filter(col("l_shipdate") >= "1995-09-01", col("l_shipdate") < "1995-10-01")
      .agg("promo_revenue"_ = decimal(10000, 2) * promoted / discounted_price().sum());
}

Table q15(const TpchTables& t) {
  const Table revenue =
      t.lineitem.filter(col("l_shipdate") >= "1996-01-01", col("l_shipdate") < "1996-04-01")
          .group_by({"supplier_no"_ = col("l_suppkey")})
          .agg("total_revenue"_ = discounted_price().sum());
  const Table best = revenue.filter(col("total_revenue") == col("total_revenue").max());
  return t.supplier.join(best, {{"s_suppkey", "supplier_no"}})
      .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
      .order_by("s_suppkey");
}

Table q16(const TpchTables& t) {
  const Table complained_of =
      t.supplier.filter(col("s_comment").like("%Customer%Complaints%")).select("s_suppkey");
  return t.partsupp.join(t.part, {{"ps_partkey", "p_partkey"}})
      .filter(col("p_brand") != "Brand#45", !col("p_type").like("MEDIUM POLISHED%"),
              col("p_size").isin({49, 14, 23, 45, 19, 3, 36, 9}),
              col("ps_suppkey").notin(complained_of))
      .group_by({"p_brand", "p_type", "p_size"})
      .agg("supplier_cnt"_ = col("ps_suppkey").nunique())
      .order_by({col("supplier_cnt").desc(), "p_brand", "p_type", "p_size"});
}

Table q17(const TpchTables& t) {
  const Table lines = t.lineitem.join(t.part, {{"l_partkey", "p_partkey"}})
                          .filter(col("p_brand") == "Brand#23", col("p_container") == "MED BOX");
  const Table others = t.lineitem.view();
  const Expr usual = others["l_quantity"].mean(others["l_partkey"] == lines["p_partkey"]);
  return lines.filter(lines["l_quantity"] < 0.2 * usual)
      .agg("avg_yearly"_ = col("l_extendedprice").sum() / 7.0);
}

}  // namespace

std::vector<TpchQuery> supplier_queries() {
  return {
      {"q13", q13}, {"q14", q14}, {"q15", q15}, {"q16", q16}, {"q17", q17},
  };
}

}  // namespace egregora::tpch
