// SPDX-License-Identifier: Apache-2.0
// TPC-H 7 to 12.
#include "tpch/tpch_queries.hpp"

namespace egregora::tpch {

namespace {
using namespace literals;

/// `nation` for a query that needs it twice: only key and name, under names of their own.
Table nation_as(const TpchTables& t, std::string_view key, std::string_view name) {
  return t.nation.select(col("n_nationkey").as(key), col("n_name").as(name));
}

Table q07(const TpchTables& t) {
  const auto trade = [](const char* from, const char* to) {
    return col("supp_nation") == from && col("cust_nation") == to;
  };
  return t.supplier.join(t.lineitem, {{"s_suppkey", "l_suppkey"}})
      .join(t.orders, {{"l_orderkey", "o_orderkey"}})
      .join(t.customer, {{"o_custkey", "c_custkey"}})
      .join(nation_as(t, "supp_key", "supp_nation"), {{"s_nationkey", "supp_key"}})
      .join(nation_as(t, "cust_key", "cust_nation"), {{"c_nationkey", "cust_key"}})
      .filter(trade("FRANCE", "GERMANY") || trade("GERMANY", "FRANCE"),
              col("l_shipdate").between(literal("1995-01-01"), literal("1996-12-31")))
      .group_by({"supp_nation", "cust_nation", "l_year"_ = col("l_shipdate").year()})
      .agg("revenue"_ = discounted_price().sum())
      .order_by({"supp_nation", "cust_nation", "l_year"});
}

Table q08(const TpchTables& t) {
  const Table sales =
      t.part.join(t.lineitem, {{"p_partkey", "l_partkey"}})
          .join(t.supplier, {{"l_suppkey", "s_suppkey"}})
          .join(t.orders, {{"l_orderkey", "o_orderkey"}})
          .join(t.customer, {{"o_custkey", "c_custkey"}})
          .join(t.nation, {{"c_nationkey", "n_nationkey"}})
          .join(t.region, {{"n_regionkey", "r_regionkey"}})
          .join(nation_as(t, "supp_key", "nation"), {{"s_nationkey", "supp_key"}})
          .filter(col("r_name") == "AMERICA",
                  col("o_orderdate").between(literal("1995-01-01"), literal("1996-12-31")),
                  col("p_type") == "ECONOMY ANODIZED STEEL")
          .select("o_year"_ = col("o_orderdate").year(), "volume"_ = discounted_price(), "nation");
  const Expr volume = sales["volume"];
  return sales.group_by("o_year")
      .agg("mkt_share"_ =
               ifelse(sales["nation"] == "BRAZIL", volume, literal(0)).sum() / volume.sum())
      .order_by("o_year");
}

Table q09(const TpchTables& t) {
  return t.part.filter(col("p_name").like("%green%"))
      .join(t.lineitem, {{"p_partkey", "l_partkey"}})
      .join(t.supplier, {{"l_suppkey", "s_suppkey"}})
      .join(t.partsupp, {JoinKey("l_suppkey", "ps_suppkey"), JoinKey("p_partkey", "ps_partkey")})
      .join(t.orders, {{"l_orderkey", "o_orderkey"}})
      .join(t.nation, {{"s_nationkey", "n_nationkey"}})
      .select("nation"_ = col("n_name"), "o_year"_ = col("o_orderdate").year(),
              "amount"_ = discounted_price() - col("ps_supplycost") * col("l_quantity"))
      .group_by({"nation", "o_year"})
      .agg("sum_profit"_ = col("amount").sum())
      .order_by({"nation", col("o_year").desc()});
}

Table q10(const TpchTables& t) {
  return t.customer.join(t.orders, {{"c_custkey", "o_custkey"}})
      .join(t.lineitem, {{"o_orderkey", "l_orderkey"}})
      .join(t.nation, {{"c_nationkey", "n_nationkey"}})
      .filter(col("o_orderdate") >= "1993-10-01", col("o_orderdate") < "1994-01-01",
              col("l_returnflag") == "R")
      .group_by({"c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment"})
      .agg("revenue"_ = discounted_price().sum())
      .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone",
              "c_comment")
      .order_by(col("revenue").desc())
      .limit(20);
}

Table q11(const TpchTables& t) {
  const Table stock = t.partsupp.join(t.supplier, {{"ps_suppkey", "s_suppkey"}})
                          .join(t.nation, {{"s_nationkey", "n_nationkey"}})
                          .filter(col("n_name") == "GERMANY");
  const Table whole = stock.view();
  const Expr whole_value = (whole["ps_supplycost"] * whole["ps_availqty"]).sum();
  return stock.group_by("ps_partkey")
      .agg("value"_ = (col("ps_supplycost") * col("ps_availqty")).sum())
      .filter(col("value") > whole_value * decimal(1, 4))
      .order_by(col("value").desc());
}

Table q12(const TpchTables& t) {
  const Expr urgent = col("o_orderpriority") == "1-URGENT" || col("o_orderpriority") == "2-HIGH";
  return t.orders.join(t.lineitem, {{"o_orderkey", "l_orderkey"}})
      .filter(col("l_shipmode").isin({"MAIL", "SHIP"}), col("l_commitdate") < col("l_receiptdate"),
              col("l_shipdate") < col("l_commitdate"), col("l_receiptdate") >= "1994-01-01",
              col("l_receiptdate") < "1995-01-01")
      .group_by("l_shipmode")
      .agg("high_line_count"_ = count_where(urgent), "low_line_count"_ = count_where(!urgent))
      .order_by("l_shipmode");
}

}  // namespace

std::vector<TpchQuery> market_queries() {
  return {
      {"q07", q07},        {"q08", q08},        {"q09", q09},
      {"q10", q10, false}, {"q11", q11, false}, {"q12", q12},
  };
}

}  // namespace egregora::tpch
