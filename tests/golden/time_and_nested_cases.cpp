// SPDX-License-Identifier: Apache-2.0
// Functions of dates and times, of lists, structs and JSON.
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

std::vector<GoldenCase> time_and_nested_cases() {
  using T = const Table&;
  return {
      golden_column("time_truncate_date", [](T t) { return t["day"].truncate("month"); }),
      golden_column("time_truncate_timestamp", [](T t) { return t["seen"].truncate("h"); }),
      golden_column("time_truncate_instant", [](T t) { return t["sent"].truncate("week"); }),
      golden_column("time_date", [](T t) { return t["sent"].date(); }),
      golden_column("time_parts",
                    [](T t) {
                      return t["sent"].year() + t["sent"].month() + t["day"].day() +
                             t["seen"].hour();
                    }),
      golden_column("time_epoch_seconds", [](T t) { return t["sent"].epoch_seconds(); }),
      golden_column("time_epoch_seconds_of_date", [](T t) { return t["day"].epoch_seconds(); }),
      golden_column("time_add_interval",
                    [](T t) {
                      return t["sent"] + literal(Interval{1, 2, 3});
                    }),
      golden_column("time_date_minus_interval",
                    [](T t) {
                      return t["day"] - literal(Interval{0, 1, 0});
                    }),
      golden_column("list_length", [](T t) { return t["tags"].length(); }),
      golden_column("list_contains", [](T t) { return t["tags"].contains(literal("x")); }),
      golden_column("struct_pack",
                    [](T t) {
                      return struct_({"a"_ = t["id"], "it's"_ = literal("x")});
                    }),
      golden_column("struct_field",
                    [](T t) {
                      return struct_({"a b"_ = t["id"], "c"_ = t["text"]})["a b"] + 1;
                    }),
      golden_column("time_minute_second",
                    [](T t) { return t["seen"].minute() + t["sent"].second(); }),
      golden_column("time_day_of_week", [](T t) { return t["day"].day_of_week(); }),
      golden_column("time_strftime",
                    [](T t) { return t["seen"].strftime("%d.%m.%Y um %H:%M:%S"); }),
      golden_column("time_strftime_of_date", [](T t) { return t["day"].strftime("%Y%%%j"); }),
      golden_column("time_strftime_week", [](T t) { return t["day"].strftime("%G-W%V"); }),
      golden_column("time_delta_days", [](T t) { return t["seen"].delta(t["day"], "day"); }),
      golden_column("time_delta_weeks",
                    [](T t) { return t["day"].delta(date_("2024-01-07"), "week"); }),
      golden_column("time_delta_months", [](T t) { return t["day"].delta(t["seen"], "M"); }),
      golden_column("time_delta_quarters", [](T t) { return t["day"].delta(t["day"], "quarter"); }),
      golden_column("time_delta_years", [](T t) { return t["sent"].delta(t["sent"], "year"); }),
      golden_column("time_delta_hours", [](T t) { return t["sent"].delta(now(), "hour"); }),
      golden_column("time_delta_milliseconds",
                    [](T t) { return t["seen"].delta(timestamp("2024-01-01"), "ms"); }),
      golden_column("list_element", [](T t) { return t["tags"][0]; }),
      golden_column("list_last_element", [](T t) { return t["tags"][-1]; }),
      golden_column("list_element_computed", [](T t) { return t["tags"][t["id"] - 1]; }),
      golden_column("list_slice", [](T t) { return t["tags"].slice(1, 3); }),
      golden_column("list_slice_open", [](T t) { return t["tags"].slice(1); }),
      golden_column("list_slice_from_end", [](T t) { return t["tags"].slice(-2, -1); }),
      golden_column("list_concat",
                    [](T t) {
                      return t["tags"].concat(array({t["kind"], literal("x")}));
                    }),
      golden_column("list_concat_of_present",
                    [](T) { return array({literal(1)}).concat(array({literal(2.5)})); }),
      golden_column("list_join", [](T t) { return t["tags"].join(literal("|")); }),
      golden_column("list_join_by_column", [](T t) { return t["tags"].join(t["author"]); }),
      golden_column("list_unnest", [](T t) { return t["tags"].unnest(); }),
      {"list_unnest_beside",
       [] {
         const Table t = items();
         return t.select("id", Selection("tag"_ = t["text"].split(" ").unnest()))
             .filter(col("tag") != "");
       }},
      golden_column("json_element", [](T t) { return t["extra"]["list"][0]; }),
      golden_column("json_last_element", [](T t) { return t["extra"][-1]; }),
      golden_column("json_as_string", [](T t) { return t["extra"]["a"].as_string(); }),
      golden_column("json_as_int", [](T t) { return t["extra"].as_int(); }),
      golden_column("json_as_double", [](T t) { return t["extra"].as_double(); }),
      golden_column("json_as_bool", [](T t) { return t["extra"].as_bool(); }),
      {"json_of_deferred_column",
       [] { return items().select(Selection("x"_ = col("extra")["a"][0].as_int())); }},
      {"struct_lift",
       [] {
         const Table t = items();
         const Table packed =
             t.select(Selection("s"_ = struct_({"a"_ = t["id"], "b"_ = t["text"]})));
         return packed["s"].lift();
       }},
      golden_column("json_field", [](T t) { return t["extra"]["a/b~c"]["it's"]; }),
      golden_column("json_field_of_digits", [](T t) { return t["extra"]["0"]; }),
  };
}

}  // namespace egregora::testing
