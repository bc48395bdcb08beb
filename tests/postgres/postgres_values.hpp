// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL writes, as our values; and rows of both engines as texts that can be compared.
#pragma once

#include <egregora/data/data_frame.hpp>

#include <string>
#include <vector>

#include "support/postgres_connection.hpp"

namespace egregora::testing {

/// A session that writes values as read_postgres() reads them.
inline constexpr const char* kReadableOutput =
    "SET datestyle = 'ISO'; SET intervalstyle = 'iso_8601'; SET bytea_output = 'hex'";

/// Reads PostgreSQL's text of a value of `type`. Throws: std::invalid_argument naming the text.
Scalar read_postgres(const PostgresValue& text, const DataType& type);

/// Whether two doubles are equal only to the last bit, or to twelve digits.
enum class Doubles { exact, nearly };

/// One text a row; equal texts are equal values: numbers by value, JSON by meaning.
std::vector<std::string> row_texts(const DataFrame& frame, Doubles doubles = Doubles::exact);
/// The same for PostgreSQL's rows, whose columns are of the types in `schema`.
std::vector<std::string> row_texts(const PostgresRows& rows, const Schema& schema,
                                   Doubles doubles = Doubles::exact);

}  // namespace egregora::testing
