// SPDX-License-Identifier: Apache-2.0
// Rows of `documents`, from a data frame and to one.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/database/document.hpp>
#include <egregora/database/schemas.hpp>

#include <vector>

namespace egregora::detail {

/// The table by name, for any session of the database.
TypedTable<schemas::Documents> documents_table();

/// A row, in the order of the table's columns.
std::vector<Scalar> document_row(const Document& document);
Document document_of(const Row& row);

/// What list() wants of the table.
Table summary_columns(const TypedTable<schemas::Documents>& documents);
DocumentSummary summary_of(const Row& row);

}  // namespace egregora::detail
