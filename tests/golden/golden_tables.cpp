// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_case.hpp"

namespace egregora::testing {

Schema items_schema() {
  return Schema({{"id", DataType::int64(), false},
                 {"author", DataType::string(), true},
                 {"text", DataType::string(), true},
                 {"kind", DataType::string(), false},
                 {"rating", DataType::float64(), true},
                 {"small", DataType::int32(), true},
                 {"price", DataType::decimal(10, 2), true},
                 {"flag", DataType::boolean(), true},
                 {"day", DataType::date(), true},
                 {"seen", DataType::timestamp(), true},
                 {"sent", DataType::timestamp_tz(), false},
                 {"key", DataType::uuid(), true},
                 {"payload", DataType::blob(), true},
                 {"extra", DataType::json(), true},
                 {"tags", DataType::list(DataType::string()), true}});
}
Table items() { return table("items", items_schema()); }

Schema authors_schema() {
  return Schema({{"author", DataType::string(), false},
                 {"joined", DataType::date(), true},
                 {"manager", DataType::string(), true}});
}
Table authors() { return table("authors", authors_schema()); }

Schema labelled_schema() {
  return Schema({{"id", DataType::int64(), false},
                 {"labels", DataType::map(DataType::string(), DataType::int64()), true}});
}
Table labelled() { return table("labelled", labelled_schema()); }

GoldenCase golden_column(std::string name, std::function<Expr(const Table&)> expression) {
  return {std::move(name), [expression = std::move(expression)] {
            const Table t = items();
            return t.select(Selection(Named{"x", expression(t)}));
          }};
}

std::vector<GoldenCase> all_cases() {
  std::vector<GoldenCase> all;
  for (const auto& part : {verb_cases(), merge_cases(), join_cases(), window_cases(), value_cases(),
                           time_and_nested_cases(), function_cases(), map_cases(), literal_cases(),
                           reduction_cases(), statement_cases()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace egregora::testing
