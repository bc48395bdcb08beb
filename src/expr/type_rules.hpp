// SPDX-License-Identifier: Apache-2.0
// How types combine: promotion, signatures, and the type that a function gives. Pure functions of
// types.
#pragma once

#include <egregora/data/data_type.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "expr/function_table.hpp"

namespace egregora {

/// The type that both fit without loss of meaning, or absent. The null type fits any.
std::optional<DataType> common_type(const DataType& a, const DataType& b);
/// The same over several. Throws nothing; absent where two do not combine.
std::optional<DataType> common_type(std::span<const DataType> types);

/// A decimal that holds every value of an integer or decimal type.
DataType decimal_of(const DataType& type);

/// True where a value of `from` may be converted to `to`, perhaps failing for some values.
bool castable(const DataType& from, const DataType& to);

/// Throws: TypeError naming the function, the types given, and the signatures that exist.
void check_signature(const FunctionRow& function, std::span<const DataType> types);
/// The type of `function` over arguments of `types`. Requires: check_signature passed. Member
/// access and struct_pack are typed by their factories.
DataType result_type(const FunctionRow& function, std::span<const DataType> types);

}  // namespace egregora
