// SPDX-License-Identifier: Apache-2.0
// See tpch_schema.hpp. Identifiers are 64 bits wide, other integers 32; texts of fixed and of
// varying length are both strings.
#include "tpch/tpch_schema.hpp"

#include <egregora/expr/memtable.hpp>

#include <algorithm>
#include <stdexcept>

namespace egregora::tpch {

namespace {

Field identifier(std::string name) { return {std::move(name), DataType::int64(), false}; }
Field integer(std::string name) { return {std::move(name), DataType::int32(), false}; }
Field decimal(std::string name) { return {std::move(name), DataType::decimal(15, 2), false}; }
Field date(std::string name) { return {std::move(name), DataType::date(), false}; }
Field text(std::string name) { return {std::move(name), DataType::string(), false}; }

std::vector<TpchTable> places_and_parts() {
  return {
      {"region", {identifier("r_regionkey"), text("r_name"), text("r_comment")}, {"r_regionkey"}},
      {"nation",
       {identifier("n_nationkey"), text("n_name"), identifier("n_regionkey"), text("n_comment")},
       {"n_nationkey"}},
      {"supplier",
       {identifier("s_suppkey"), text("s_name"), text("s_address"), identifier("s_nationkey"),
        text("s_phone"), decimal("s_acctbal"), text("s_comment")},
       {"s_suppkey"}},
      {"part",
       {identifier("p_partkey"), text("p_name"), text("p_mfgr"), text("p_brand"), text("p_type"),
        integer("p_size"), text("p_container"), decimal("p_retailprice"), text("p_comment")},
       {"p_partkey"}},
      {"partsupp",
       {identifier("ps_partkey"), identifier("ps_suppkey"), integer("ps_availqty"),
        decimal("ps_supplycost"), text("ps_comment")},
       {"ps_partkey", "ps_suppkey"}},
  };
}

std::vector<TpchTable> sales() {
  return {
      {"customer",
       {identifier("c_custkey"), text("c_name"), text("c_address"), identifier("c_nationkey"),
        text("c_phone"), decimal("c_acctbal"), text("c_mktsegment"), text("c_comment")},
       {"c_custkey"}},
      {"orders",
       {identifier("o_orderkey"), identifier("o_custkey"), text("o_orderstatus"),
        decimal("o_totalprice"), date("o_orderdate"), text("o_orderpriority"), text("o_clerk"),
        integer("o_shippriority"), text("o_comment")},
       {"o_orderkey"}},
      {"lineitem",
       {identifier("l_orderkey"), identifier("l_partkey"), identifier("l_suppkey"),
        integer("l_linenumber"), decimal("l_quantity"), decimal("l_extendedprice"),
        decimal("l_discount"), decimal("l_tax"), text("l_returnflag"), text("l_linestatus"),
        date("l_shipdate"), date("l_commitdate"), date("l_receiptdate"), text("l_shipinstruct"),
        text("l_shipmode"), text("l_comment")},
       {"l_orderkey", "l_linenumber"}},
  };
}

Table unbound(std::string_view name) { return table(name, tpch_table(name).schema); }

}  // namespace

const std::vector<TpchTable>& tpch_schema() {
  static const std::vector<TpchTable> all = [] {
    std::vector<TpchTable> tables = places_and_parts();
    for (TpchTable& sale : sales()) tables.push_back(std::move(sale));
    return tables;
  }();
  return all;
}

const TpchTable& tpch_table(std::string_view name) {
  const auto& all = tpch_schema();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const TpchTable& t) { return t.name == name; });
  if (found == all.end()) throw std::out_of_range("no table of TPC-H: " + std::string(name));
  return *found;
}

TpchTables::TpchTables()
    : region(unbound("region")),
      nation(unbound("nation")),
      supplier(unbound("supplier")),
      part(unbound("part")),
      partsupp(unbound("partsupp")),
      customer(unbound("customer")),
      orders(unbound("orders")),
      lineitem(unbound("lineitem")) {}

}  // namespace egregora::tpch
