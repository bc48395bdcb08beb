// SPDX-License-Identifier: Apache-2.0
// The rows of functions.def, as far as typing needs them.
#include "expr/function_table.hpp"

#include <array>
#include <cstddef>

namespace egregora {

namespace {
/// An enumerator's name without the underscore that keeps it apart from a keyword.
constexpr std::string_view spelled(std::string_view enumerator) {
  if (enumerator.ends_with('_')) enumerator.remove_suffix(1);
  return enumerator;
}

constexpr auto kRows = std::to_array<FunctionRow>({
#define FUNCTION(id, kind, signatures, result, nulls, volatility, duckdb, postgresql) \
  {FunctionId::id,     FunctionKind::kind, spelled(#id),          signatures,         \
   ResultRule::result, NullRule::nulls,    Volatility::volatility},
#include "expr/functions.def"
#undef FUNCTION
});
}  // namespace

const FunctionRow& function_row(FunctionId id) noexcept {
  return kRows[static_cast<std::size_t>(id)];
}

std::span<const FunctionRow> function_table() noexcept { return kRows; }

}  // namespace egregora
