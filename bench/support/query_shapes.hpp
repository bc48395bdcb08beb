// SPDX-License-Identifier: Apache-2.0
// Queries of any length, width or size, as users make them: each is built, compiled to DuckDB's
// SQL and destroyed, and gives the length of the text.
#pragma once

#include <cstddef>

namespace bench {

// Long.
/// One step is a filter and a mutate.
std::size_t chain(int steps);
/// The same, where all steps use the columns of the first table, which the others let pass.
std::size_t chain_of_ancestor_columns(int steps);
/// Each step is a select of its own.
std::size_t chain_of_limits(int steps);
std::size_t union_of_tables(int tables);
/// One table with as many others looked up, one after the other.
std::size_t chain_of_joins(int joins);

// Large expressions.
std::size_t sum(int terms);
std::size_t sum_nested_to_the_right(int terms);
std::size_t conjunction(int terms);
std::size_t list_of_values(int values);
std::size_t cases_of_branches(int branches);

// Wide.
std::size_t select_all(int columns);
std::size_t rename_all(int columns);
std::size_t mutate_all(int columns);
/// So many new columns beside the two of a table.
std::size_t mutate_new(int columns);
std::size_t aggregate_all(int columns);
std::size_t drop_null_of_all(int columns);
std::size_t join_of_halves(int columns);
/// The right table's columns are called as the left one's.
std::size_t join_of_colliding_halves(int columns);
/// As many mutates, one after the other, of a table with 1,000 columns.
std::size_t mutates_of_a_wide_table(int steps);

}  // namespace bench
