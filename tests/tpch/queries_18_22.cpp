// SPDX-License-Identifier: Apache-2.0
// TPC-H 18 to 22.
#include "tpch/tpch_queries.hpp"

namespace egregora::tpch {

namespace {
using namespace literals;

Table q18(const TpchTables& t) {
  const Table large = t.lineitem.group_by("l_orderkey").having(col("l_quantity").sum() > 300).agg();
  return t.customer.join(t.orders, {{"c_custkey", "o_custkey"}})
      .join(t.lineitem, {{"o_orderkey", "l_orderkey"}})
      .filter(col("o_orderkey").isin(large))
      .group_by({"c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice"})
      .agg(col("l_quantity").sum())
      .order_by({col("o_totalprice").desc(), "o_orderdate"})
      .limit(100);
}

Table q19(const TpchTables& t) {
  const auto fits = [](const char* brand, const std::vector<Scalar>& containers, std::int64_t least,
                       std::int64_t largest) {
    return all_of(
        {col("p_brand") == brand, col("p_container").isin(containers), col("l_quantity") >= least,
         col("l_quantity") <= least + 10, col("p_size").between(literal(1), literal(largest)),
         col("l_shipmode").isin({"AIR", "AIR REG"}), col("l_shipinstruct") == "DELIVER IN PERSON"});
  };
  return t.lineitem.join(t.part, {{"l_partkey", "p_partkey"}})
      .filter(fits("Brand#12", {"SM CASE", "SM BOX", "SM PACK", "SM PKG"}, 1, 5) ||
              fits("Brand#23", {"MED BAG", "MED BOX", "MED PKG", "MED PACK"}, 10, 10) ||
              fits("Brand#34", {"LG CASE", "LG BOX", "LG PACK", "LG PKG"}, 20, 15))
      .agg("revenue"_ = discounted_price().sum());
}

Table q20(const TpchTables& t) {
  const Table forest = t.part.filter(col("p_name").like("forest%")).select("p_partkey");
  const Table shipped =
      t.lineitem.filter(col("l_shipdate") >= "1994-01-01", col("l_shipdate") < "1995-01-01");
  const Expr quantity =
      shipped["l_quantity"].sum(shipped["l_partkey"] == t.partsupp["ps_partkey"] &&
                                shipped["l_suppkey"] == t.partsupp["ps_suppkey"]);
  const Table holders = t.partsupp
                            .filter(t.partsupp["ps_partkey"].isin(forest),
                                    t.partsupp["ps_availqty"] > decimal(5, 1) * quantity)
                            .select("ps_suppkey");
  return t.supplier.join(t.nation, {{"s_nationkey", "n_nationkey"}})
      .filter(col("s_suppkey").isin(holders), col("n_name") == "CANADA")
      .select("s_name", "s_address")
      .order_by("s_name");
}

Table q21(const TpchTables& t) {
  const Table lines =
      t.supplier.join(t.lineitem, {{"s_suppkey", "l_suppkey"}})
          .join(t.orders, {{"l_orderkey", "o_orderkey"}})
          .join(t.nation, {{"s_nationkey", "n_nationkey"}})
          .filter(col("o_orderstatus") == "F", col("l_receiptdate") > col("l_commitdate"),
                  col("n_name") == "SAUDI ARABIA");
  const auto of_another = [&](const Table& other) {
    return other["l_orderkey"] == lines["l_orderkey"] && other["l_suppkey"] != lines["s_suppkey"];
  };
  const Table others = t.lineitem.view();
  const Table also_late = t.lineitem.view();
  return lines
      .filter(
          of_another(others).any(),
          !(of_another(also_late) && also_late["l_receiptdate"] > also_late["l_commitdate"]).any())
      .group_by("s_name")
      .agg("numwait"_ = count())
      .order_by({col("numwait").desc(), "s_name"})
      .limit(100);
}

Table q22(const TpchTables& t) {
  const Table callable =
      t.customer.mutate("cntrycode"_ = col("c_phone").substr(literal(0), literal(2)))
          .filter(col("cntrycode").isin({"13", "31", "23", "29", "30", "18", "17"}));
  const Expr balance = callable["c_acctbal"];
  return callable.filter(balance > balance.mean(balance > 0))
      .join(t.orders, {{"c_custkey", "o_custkey"}}, {.how = JoinKind::anti})
      .group_by("cntrycode")
      .agg("numcust"_ = count(), "totacctbal"_ = col("c_acctbal").sum())
      .order_by("cntrycode");
}

}  // namespace

std::vector<TpchQuery> customer_queries() {
  return {
      {"q18", q18, false}, {"q19", q19}, {"q20", q20}, {"q21", q21}, {"q22", q22},
  };
}

}  // namespace egregora::tpch
