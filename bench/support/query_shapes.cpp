// SPDX-License-Identifier: Apache-2.0
// See query_shapes.hpp.
#include "support/query_shapes.hpp"

#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/table.hpp>
#include <egregora/sql/to_sql.hpp>

#include <string>
#include <utility>
#include <vector>

namespace bench {

using namespace egregora;
using namespace egregora::literals;

namespace {

Table rows() {
  return table("rows", {{"id", DataType::int64(), false}, {"x", DataType::float64()}});
}

Table wide(const std::string& name, const std::string& prefix, int columns) {
  std::vector<Field> fields{{"key", DataType::int64(), false}};
  for (int i = 1; i < columns; ++i)
    fields.push_back({prefix + std::to_string(i), DataType::int64()});
  return table(name, Schema(std::move(fields)));
}

}  // namespace

std::size_t chain(int steps) {
  Table t = rows();
  for (int i = 0; i < steps; ++i) {
    t = t.filter(t["id"] > i);
    t = t.mutate("x"_ = t["x"] + 1.5);
  }
  return to_sql(t).size();
}

std::size_t chain_of_ancestor_columns(int steps) {
  const Table first = rows();
  Table t = first;
  for (int i = 0; i < steps; ++i) {
    t = t.filter(first["id"] > i).mutate("y"_ = first["x"] + 1.5);
  }
  return to_sql(t).size();
}

std::size_t chain_of_limits(int steps) {
  Table t = rows();
  for (int i = 0; i < steps; ++i) t = t.limit(1'000).filter(col("id") > i);
  return to_sql(t).size();
}

std::size_t union_of_tables(int tables) {
  Table t = rows();
  for (int i = 1; i < tables; ++i) t = t.union_(rows());
  return to_sql(t).size();
}

std::size_t chain_of_joins(int joins) {
  Table t = rows();
  for (int i = 0; i < joins; ++i) {
    const Table side = table("side" + std::to_string(i), {{"id", DataType::int64(), false}});
    t = t.join(side, "id");
  }
  return to_sql(t).size();
}

std::size_t sum(int terms) {
  const Table t = rows();
  Expr sum = t["id"] + 0;
  for (int i = 1; i < terms; ++i) sum = sum + (t["id"] * i);
  return to_sql(t.select("sum"_ = sum)).size();
}

std::size_t sum_nested_to_the_right(int terms) {
  const Table t = rows();
  Expr sum = t["id"] + 0;
  for (int i = 1; i < terms; ++i) sum = t["id"] + sum;
  return to_sql(t.select("sum"_ = sum)).size();
}

std::size_t conjunction(int terms) {
  const Table t = rows();
  std::vector<Expr> terms_of;
  for (int i = 0; i < terms; ++i) terms_of.push_back(t["id"] != i);
  return to_sql(t.filter(all_of(terms_of))).size();
}

std::size_t list_of_values(int values) {
  const Table t = rows();
  std::vector<Scalar> list;
  for (int i = 0; i < values; ++i) list.emplace_back(i);
  return to_sql(t.filter(t["id"].isin(list))).size();
}

std::size_t cases_of_branches(int branches) {
  const Table t = rows();
  std::vector<std::pair<Expr, Expr>> list;
  for (int i = 0; i < branches; ++i) list.emplace_back(t["id"] == i, t["x"] * i);
  return to_sql(t.select("y"_ = cases(list))).size();
}

std::size_t select_all(int columns) {
  const Table t = wide("wide", "c", columns);
  std::vector<Selection> all;
  for (const std::string& name : t.columns()) all.emplace_back(t[name]);
  return to_sql(t.select_all(all)).size();
}

std::size_t rename_all(int columns) {
  const Table t = wide("wide", "c", columns);
  std::vector<std::pair<std::string, std::string>> names;
  for (const std::string& name : t.columns()) names.emplace_back(name + "_new", name);
  return to_sql(t.rename(names)).size();
}

std::size_t mutate_all(int columns) {
  const Table t = wide("wide", "c", columns);
  std::vector<Named> made;
  for (const std::string& name : t.columns()) made.push_back({name, t[name] + 1});
  return to_sql(t.mutate(made)).size();
}

std::size_t mutate_new(int columns) {
  const Table t = rows();
  std::vector<Named> made;
  for (int i = 0; i < columns; ++i) made.push_back({"c" + std::to_string(i), t["x"] * i});
  return to_sql(t.mutate(made)).size();
}

std::size_t aggregate_all(int columns) {
  const Table t = wide("wide", "c", columns);
  std::vector<Selection> reductions;
  for (const std::string& name : t.columns()) reductions.emplace_back(Named{name, t[name].sum()});
  return to_sql(t.aggregate(reductions)).size();
}

std::size_t join_of_halves(int columns) {
  const Table left = wide("one", "a", columns / 2);
  const Table right = wide("other", "b", columns / 2);
  return to_sql(left.join(right, "key", {.how = JoinKind::left})).size();
}

std::size_t join_of_colliding_halves(int columns) {
  const Table left = wide("one", "c", columns / 2);
  const Table right = wide("other", "c", columns / 2);
  return to_sql(left.join(right, "key", {.how = JoinKind::left})).size();
}

std::size_t drop_null_of_all(int columns) {
  return to_sql(wide("wide", "c", columns).drop_null()).size();
}

std::size_t mutates_of_a_wide_table(int steps) {
  Table t = wide("wide", "c", 1'000);
  for (int i = 0; i < steps; ++i) {
    const std::string name = "c" + std::to_string(i + 1);
    t = t.mutate(Named{name, t[name] + 1});
  }
  return to_sql(t).size();
}

}  // namespace bench
