// SPDX-License-Identifier: Apache-2.0
#include "database/among.hpp"

#include <egregora/expr/memtable.hpp>

namespace egregora::detail {

namespace {
// A list of more costs the engine more to read than a table of them.
constexpr std::size_t kMostListed = 50;
}  // namespace

Expr among(const Expr& column, const std::vector<Scalar>& values) {
  if (values.size() <= kMostListed) return column.isin(values);
  return column.isin(memtable({{"value", values}}));
}

}  // namespace egregora::detail
