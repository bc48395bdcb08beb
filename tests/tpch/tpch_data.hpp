// SPDX-License-Identifier: Apache-2.0
// Rows for the eight tables: small, the same every time and everywhere, and such that each of the
// 22 queries finds some. It is not the standard's generator: domains and proportions are alike, the
// rows are our own.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/engine/connection.hpp>
#include <egregora/sql/statements.hpp>

#include <map>
#include <string>

#include "tpch/tpch_schema.hpp"

namespace egregora::tpch {

/// Frames by table name, with the columns of tpch_schema(): about 60,000 rows of lineitem, as at
/// the standard's scale factor 0.01.
std::map<std::string, DataFrame> make_tpch_data();

/// What creates a table, in any dialect.
CreateTable create_statement(const TpchTable& table);
/// Creates the eight tables in the connection's current schema and appends all rows.
void load_tpch(Connection& connection);

}  // namespace egregora::tpch
