// SPDX-License-Identifier: Apache-2.0
// Random chains of verbs over two small tables of whole numbers and NULLs. Every chain has one
// answer: what is cut by an order is ordered by all columns, so that ties are equal rows.
#pragma once

#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace egregora::testing {

inline Table numbers_table() {
  return table("numbers",
               {{"a", DataType::int64()}, {"b", DataType::int64()}, {"c", DataType::int64()}});
}
inline Table others_table() {
  return table("others", {{"b", DataType::int64()}, {"d", DataType::int64()}});
}

/// Builds one chain; what it does next is drawn from RapidCheck.
class RandomPipeline {
 public:
  Table build() {
    Table t = numbers_table();
    const int steps = *rc::gen::inRange(1, 9);
    for (int i = 0; i < steps; ++i) t = next(t);
    return t;
  }

 private:
  static std::string any_column(const Table& t) { return *rc::gen::elementOf(t.columns()); }
  static std::int64_t small() { return *rc::gen::inRange<std::int64_t>(-2, 6); }
  static std::string new_name(const Table& t) {
    return *rc::gen::arbitrary<bool>() ? any_column(t) : fresh(t, "v");
  }
  /// A name that `t` does not have.
  static std::string fresh(const Table& t, const std::string& stem) {
    std::size_t number = t.schema().size();
    while (t.schema().contains(stem + std::to_string(number))) ++number;
    return stem + std::to_string(number);
  }
  static Table by_all(const Table& t) {
    std::vector<OrderKey> keys;
    for (const std::string& column : t.columns()) {
      const Expr key = t[column];
      // A number is drawn, not the key: shrinking replays draws in a chain of other tables.
      const int direction = *rc::gen::inRange(0, 3);
      keys.emplace_back(direction == 0   ? key.asc()
                        : direction == 1 ? key.desc()
                                         : key.desc_nulls_first());
    }
    return t.order_by(keys);
  }
  Table next(const Table& t) {
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return filtered(t);
      case 1:
        return computed(t);
      case 2:
        return windowed(t);
      case 3:
        return cut(t);
      case 4:
        return combined(t);
      default:
        return shaped(t);
    }
  }
  static Table filtered(const Table& t) {
    const Expr x = t[any_column(t)];
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return t.filter(x > small() || t[any_column(t)].isnull());
      case 1:
        return t.filter(x >= x.mean());
      case 2:
        return t.filter(x.isin(others_table().select("d")));
      case 3:
        return t.filter(x.notin({small(), small()}));
      case 4:
        return t.filter(x.isin(t.select(any_column(t))));
      default:
        return t.drop_null({any_column(t)});
    }
  }
  static Table computed(const Table& t) {
    const Expr x = t[any_column(t)];
    const Expr y = t[any_column(t)];
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return t.mutate(Named{new_name(t), x + small()});
      case 1:
        return t.mutate(Named{new_name(t), x % 5 - y.negate()});
      case 2:
        return t.mutate(Named{new_name(t), literal(small())});
      case 3:
        return t.mutate(Named{new_name(t), (x % 7).floordiv(literal(2))});
      case 4:
        return t.mutate(Named{new_name(t), ifelse(x > y, x, literal(small()))});
      default:
        return t.fill_null({Named{any_column(t), literal(small())}});
    }
  }
  static Table windowed(const Table& t) {
    const std::string key = any_column(t);
    const Expr x = t[any_column(t)];
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        return t.mutate(Named{new_name(t), rank().over({.group_by = {key}, .order_by = {x}})});
      case 1:
        return t.group_by(key).mutate(Named{new_name(t), x.count()});
      case 2:
        return t.filter(rank().over({.group_by = {key}, .order_by = {x.desc()}}) < 2);
      case 3:
        return t.mutate(Named{new_name(t), x.max()});
      default:
        return t.filter(x.min().over({.group_by = {key}}) < x);
    }
  }
  static Table cut(const Table& t) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        return by_all(t).limit(*rc::gen::inRange(0, 6), *rc::gen::inRange(0, 3));
      case 1:
        return t.distinct();
      case 2:
        return by_all(t).distinct({any_column(t)}, *rc::gen::element(Keep::first, Keep::last));
      default:
        return by_all(t);
    }
  }
  static Table combined(const Table& t) {
    const std::string key = any_column(t);
    const Table others = others_table();
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return t.union_(filtered(t));
      case 1:
        return t.intersect(filtered(t));
      case 2:
        return t.difference(filtered(t));
      case 3:
        return t.join(others, {{key, "d"}}, {.how = JoinKind::semi});
      case 4:
        return t.join(others, {{key, "d"}}, {.how = JoinKind::anti});
      default:
        return joined(t, key);
    }
  }
  static Table joined(const Table& t, const std::string& key) {
    const JoinKind how = *rc::gen::element(JoinKind::inner, JoinKind::left, JoinKind::outer);
    const std::string suffix = fresh(t, "d_").substr(1);  // of "d", which may be in t already
    const Table right = *rc::gen::arbitrary<bool>() ? others_table() : filtered(others_table());
    // One row a key on the right: rows must not multiply from step to step.
    return t.join(right.group_by("d").agg(Named{fresh(t, "n"), count()}), {{key, "d"}},
                  {.how = how, .suffix = suffix});
  }
  static Table shaped(const Table& t) {
    const std::string key = any_column(t);
    const Expr x = t[any_column(t)];
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        return t.group_by(key).agg(Named{fresh(t, "s"), x.sum()}, Named{fresh(t, "n"), count()});
      case 1:
        return t.schema().size() > 1 ? t.drop(key) : t;
      case 2:
        return t.rename({{fresh(t, "r"), key}});
      default:
        return t.group_by(key).having(count() > 1).agg(Named{fresh(t, "m"), x.max()});
    }
  }
};

}  // namespace egregora::testing
