// SPDX-License-Identifier: Apache-2.0
// What an expression reads, and a digest that tells two expressions apart.
#pragma once

#include <egregora/expr/table.hpp>

#include <cstdint>
#include <set>
#include <string>

namespace egregora::detail {

/// Of the rows that `rows` computes; in-memory tables count with their rows as long as those are
/// few, else they all look alike (`ReadTables::large_frame` says so).
std::string expression_hash(const Table& rows);

/// The leaves of an expression, those of its subqueries included.
struct ReadTables {
  std::set<std::string> stored = {};  ///< tables and views, as they are spelled
  std::set<std::string> files = {};
  bool cached = false;       ///< reads a cached table
  bool large_frame = false;  ///< reads an in-memory table of which the digest knows nothing
};
ReadTables tables_read_by(const Table& rows);

}  // namespace egregora::detail
