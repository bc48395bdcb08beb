// SPDX-License-Identifier: Apache-2.0
// TPC-H 1 to 6.
#include "tpch/tpch_queries.hpp"

namespace egregora::tpch {

namespace {
using namespace literals;

Table q01(const TpchTables& t) {
  const Expr last_day = literal(parse_date("1998-12-01")) - literal(Interval{.days = 90});
  return t.lineitem.filter(col("l_shipdate") <= last_day)
      .group_by({"l_returnflag", "l_linestatus"})
      .agg("sum_qty"_ = col("l_quantity").sum(), "sum_base_price"_ = col("l_extendedprice").sum(),
           "sum_disc_price"_ = discounted_price().sum(),
           "sum_charge"_ = (discounted_price() * (1 + col("l_tax"))).sum(),
           "avg_qty"_ = col("l_quantity").mean(), "avg_price"_ = col("l_extendedprice").mean(),
           "avg_disc"_ = col("l_discount").mean(), "count_order"_ = count())
      .order_by({"l_returnflag", "l_linestatus"});
}

Table q02(const TpchTables& t) {
  const Table offers = t.partsupp.join(t.supplier, {{"ps_suppkey", "s_suppkey"}})
                           .join(t.nation, {{"s_nationkey", "n_nationkey"}})
                           .join(t.region, {{"n_regionkey", "r_regionkey"}})
                           .filter(col("r_name") == "EUROPE");
  const Table rivals = offers.view();
  const Table wanted = t.part.join(offers, {{"p_partkey", "ps_partkey"}})
                           .filter(col("p_size") == 15 && col("p_type").like("%BRASS"));
  return wanted
      .filter(wanted["ps_supplycost"] ==
              rivals["ps_supplycost"].min(rivals["ps_partkey"] == wanted["p_partkey"]))
      .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone",
              "s_comment")
      .order_by({col("s_acctbal").desc(), "n_name", "s_name", "p_partkey"})
      .limit(100);
}

Table q03(const TpchTables& t) {
  return t.customer.join(t.orders, {{"c_custkey", "o_custkey"}})
      .join(t.lineitem, {{"o_orderkey", "l_orderkey"}})
      .filter(col("c_mktsegment") == "BUILDING", col("o_orderdate") < "1995-03-15",
              col("l_shipdate") > "1995-03-15")
      .group_by({"l_orderkey", "o_orderdate", "o_shippriority"})
      .agg("revenue"_ = discounted_price().sum())
      .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority")
      .order_by({col("revenue").desc(), "o_orderdate"})
      .limit(10);
}

Table q04(const TpchTables& t) {
  const Table late = t.lineitem.filter(col("l_commitdate") < col("l_receiptdate"));
  return t.orders.filter(col("o_orderdate") >= "1993-07-01", col("o_orderdate") < "1993-10-01")
      .join(late, {{"o_orderkey", "l_orderkey"}}, {.how = JoinKind::semi})
      .group_by("o_orderpriority")
      .agg("order_count"_ = count())
      .order_by("o_orderpriority");
}

Table q05(const TpchTables& t) {
  return t.customer.join(t.orders, {{"c_custkey", "o_custkey"}})
      .join(t.lineitem, {{"o_orderkey", "l_orderkey"}})
      .join(t.supplier, {JoinKey("l_suppkey", "s_suppkey"), JoinKey("c_nationkey", "s_nationkey")})
      .join(t.nation, {{"s_nationkey", "n_nationkey"}})
      .join(t.region, {{"n_regionkey", "r_regionkey"}})
      .filter(col("r_name") == "ASIA", col("o_orderdate") >= "1994-01-01",
              col("o_orderdate") < "1995-01-01")
      .group_by("n_name")
      .agg("revenue"_ = discounted_price().sum())
      .order_by(col("revenue").desc());
}

Table q06(const TpchTables& t) {
  return t.lineitem
      .filter(col("l_shipdate") >= "1994-01-01", col("l_shipdate") < "1995-01-01",
              col("l_discount").between(decimal(5, 2), decimal(7, 2)), col("l_quantity") < 24)
      .agg("revenue"_ = (col("l_extendedprice") * col("l_discount")).sum());
}

}  // namespace

std::vector<TpchQuery> pricing_queries() {
  return {
      {"q01", q01}, {"q02", q02},        {"q03", q03, false},
      {"q04", q04}, {"q05", q05, false}, {"q06", q06},
  };
}

}  // namespace egregora::tpch
