// SPDX-License-Identifier: Apache-2.0
// How a dialect says a cast, where it does not give what DuckDB's gives.
#pragma once

#include <egregora/data/data_type.hpp>
#include <egregora/sql/dialect.hpp>

#include <cstdint>

namespace egregora::detail {

enum class CastForm : std::uint8_t {
  plain,
  through_integer,  ///< of a boolean, which casts to no other number
  not_zero,         ///< to a boolean, which only an integer casts to
};

/// Throws: UnsupportedOperationError naming both types where the dialect has no such cast, or gives
/// other values or another text.
CastForm cast_form(const DataType& from, const DataType& to, const Dialect& dialect);

}  // namespace egregora::detail
