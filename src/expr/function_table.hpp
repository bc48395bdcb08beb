// SPDX-License-Identifier: Apache-2.0
// The function table as C++: ids, and what typing needs to know of each function.
// How functions print is the sql layer's; both read functions.def.
#pragma once

#include <egregora/data/data_type.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace egregora {

enum class FunctionId : std::uint16_t {
#define FUNCTION(id, kind, signatures, result, nulls, volatility, duckdb, postgresql) id,
#include "expr/functions.def"
#undef FUNCTION
};

enum class FunctionKind : std::uint8_t { scalar, aggregate, window };
enum class NullRule : std::uint8_t { propagate, never, always, all };
enum class Volatility : std::uint8_t { pure, stable, volatile_ };
enum class ResultRule : std::uint8_t {
  boolean,
  int64,
  float64,
  string,
  date,
  timestamp,
  timestamp_tz,
  json,
  uuid,
  first,
  second,
  common,
  promoted,
  addition,
  multiplication,
  floor_division,
  rounded,
  sum,
  quantile,
  list_of_first,
  list_of_common,
  list_of_string,
  list_of_int64,
  list_of_key,
  list_of_value,
  element,
  map_value,
  struct_of_names,
  struct_member,
};

struct FunctionRow {
  FunctionId id;
  FunctionKind kind;
  std::string_view name;
  std::string_view signatures;
  ResultRule result;
  NullRule nulls;
  Volatility volatility;
};

const FunctionRow& function_row(FunctionId id) noexcept;
std::span<const FunctionRow> function_table() noexcept;

}  // namespace egregora
