// SPDX-License-Identifier: Apache-2.0
// Rows of the tables of runs, from a data frame and to one.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/database/run_record.hpp>
#include <egregora/database/schemas.hpp>

#include <string_view>
#include <vector>

namespace egregora::detail {

/// The tables by name, for any session of the database.
TypedTable<schemas::Runs> runs();
TypedTable<schemas::Lineage> lineage();
TypedTable<schemas::RunEvents> run_events();
TypedTable<schemas::RunTables> run_tables();

RunStatus stored_run_status(std::string_view word);
std::vector<RunRecord> run_records(const DataFrame& frame);
/// A row of `runs`, in the order of its columns.
std::vector<Scalar> run_row(const RunRecord& record);
std::vector<RunTable> run_table_records(const DataFrame& frame);
std::vector<RunEvent> run_event_records(const DataFrame& frame);

/// NULL for JSON null.
Scalar json_cell(const Json& value);
template <class T>
Scalar cell(const std::optional<T>& value, const DataType& type) {
  return value ? Scalar(*value) : Scalar::null(type);
}

}  // namespace egregora::detail
