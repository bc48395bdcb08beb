// SPDX-License-Identifier: Apache-2.0
#include "postgres/known_differences.hpp"

namespace egregora::testing {

namespace {
constexpr const char* kLimit = "a limit without an order: which rows it takes is not said";
constexpr const char* kTies =
    "rows that the order does not tell apart: which comes first is not said";
constexpr const char* kRandom = "a random value";
constexpr const char* kInstantAndInterval =
    "an interval of months and hours: DuckDB adds the hours to an instant first, PostgreSQL last";
constexpr const char* kStringAndJson = "typed as strings; DuckDB reads the string as JSON";
constexpr const char* kConstantInDuckDb = "DuckDB takes a constant only";
constexpr const char* kSteps =
    "calculated in other steps: compared to twelve digits in postgres_functions_test.cpp";
constexpr const char* kContains = "typed as if a list could hold anything; DuckDB converts";
}  // namespace

const std::map<std::string, std::string>& not_compared() {
  static const std::map<std::string, std::string> kReasons{
      {"merge_limit_then_compute", kLimit},
      {"merge_volatile_is_not_repeated", kRandom},
      {"reduction_arbitrary", "any of the values: which is not said"},
      {"reduction_collect", "a list whose order is not said"},
      {"reduction_quantile_of_decimal", kSteps},
      {"reduction_std", kSteps},
      {"statement_upsert over plain", "PostgreSQL raises where one statement gives a key twice"},
      {"text_character_computed over edges",
       "PostgreSQL raises for a position of more than 32 bits"},
      {"top_range_computed over edges", "a list of 2^53 elements, which PostgreSQL begins to make"},
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

const std::map<std::string, std::string>& known_differences() {
  static const std::map<std::string, std::string> kDifferences{
      {"add(interval, timestamp_tz)", kInstantAndInterval},
      {"add(timestamp_tz, interval)", kInstantAndInterval},
      {"array(json, string)", kStringAndJson},
      {"array(json, string, string)", kStringAndJson},
      {"array(string, json)", kStringAndJson},
      {"array(string, json, json)", kStringAndJson},
      {"cast of timestamp_tz to time", "DuckDB has no such cast"},
      {"contains(list<int64>, boolean)", kContains},
      {"contains(list<int64>, json)", kContains},
      {"element(json, int16)", kConstantInDuckDb},
      {"element(json, int32)", kConstantInDuckDb},
      {"subtract(timestamp_tz, interval)", kInstantAndInterval},
  };
  return kDifferences;
}

}  // namespace egregora::testing
