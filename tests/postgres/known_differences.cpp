// SPDX-License-Identifier: Apache-2.0
#include "postgres/known_differences.hpp"

namespace egregora::testing {

namespace {
constexpr const char* kLimit = "a limit without an order: which rows it takes is not said";
constexpr const char* kTies =
    "rows that the order does not tell apart: which comes first is not said";
constexpr const char* kRandom = "a random value";
}  // namespace

const std::map<std::string, std::string>& not_compared() {
  static const std::map<std::string, std::string> kReasons{
      {"merge_limit_then_compute", kLimit},
      {"merge_volatile_is_not_repeated", kRandom},
      {"reduction_arbitrary", "any of the values: which is not said"},
      {"reduction_collect", "a list whose order is not said"},
      {"value_uuid", kRandom},
      {"verb_difference", kLimit},
      {"verb_distinct_on", "any row of each author: which is not said"},
      {"verb_intersect", kLimit},
      {"verb_limit", kLimit},
      {"verb_limit_filter", kLimit},
      {"verb_limit_of_limit", kLimit},
      {"verb_limit_order_by", kLimit},
      {"verb_union_of_three", kLimit},
      {"window_constant_order", kTies},
      {"window_order_by", kTies},
  };
  return kReasons;
}

std::optional<std::string> reason_not_to_compare(const std::string& name) {
  const auto found = not_compared().find(name);
  if (found == not_compared().end()) return std::nullopt;
  return found->second;
}

}  // namespace egregora::testing
