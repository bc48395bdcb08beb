// SPDX-License-Identifier: Apache-2.0
// Functions of dates and times, of lists, structs and JSON.
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

namespace {
GoldenCase column(std::string name, std::function<Expr(const Table&)> expression) {
  return {std::move(name), [expression = std::move(expression)] {
            const Table t = items();
            return t.select(Selection("x"_ = expression(t)));
          }};
}
}  // namespace

std::vector<GoldenCase> time_and_nested_cases() {
  using T = const Table&;
  return {
      column("time_truncate_date", [](T t) { return t["day"].truncate("month"); }),
      column("time_truncate_timestamp", [](T t) { return t["seen"].truncate("h"); }),
      column("time_truncate_instant", [](T t) { return t["sent"].truncate("week"); }),
      column("time_date", [](T t) { return t["sent"].date(); }),
      column("time_parts",
             [](T t) {
               return t["sent"].year() + t["sent"].month() + t["day"].day() + t["seen"].hour();
             }),
      column("time_epoch_seconds", [](T t) { return t["sent"].epoch_seconds(); }),
      column("time_epoch_seconds_of_date", [](T t) { return t["day"].epoch_seconds(); }),
      column("time_add_interval",
             [](T t) {
               return t["sent"] + literal(Interval{1, 2, 3});
             }),
      column("time_date_minus_interval",
             [](T t) {
               return t["day"] - literal(Interval{0, 1, 0});
             }),
      column("list_length", [](T t) { return t["tags"].length(); }),
      column("list_contains", [](T t) { return t["tags"].contains(literal("x")); }),
      column("struct_pack",
             [](T t) {
               return struct_({"a"_ = t["id"], "it's"_ = literal("x")});
             }),
      column("struct_field",
             [](T t) {
               return struct_({"a b"_ = t["id"], "c"_ = t["text"]})["a b"] + 1;
             }),
      column("json_field", [](T t) { return t["extra"]["a/b~c"]["it's"]; }),
  };
}

}  // namespace egregora::testing
