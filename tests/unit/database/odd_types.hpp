// SPDX-License-Identifier: Apache-2.0
// A table with a key, a check, a default, and types that files do not hold as themselves: for what
// brings tables back.
#pragma once

#include <egregora/database/duckdb_manager.hpp>

namespace egregora {

inline void make_odd_table(DuckDBStorageManager& storage) {
  auto raw = storage.connection();
  raw->query(
      "CREATE TABLE odd(id UUID PRIMARY KEY, amount DECIMAL(38,9) CHECK (amount >= 0), instant "
      "TIMESTAMPTZ, moment TIMESTAMP, day DATE, hour TIME, tags VARCHAR[], pair STRUCT(a TINYINT, "
      "b "
      "VARCHAR[]), doc JSON, raw BLOB, small UTINYINT, big UBIGINT, ratio FLOAT, word VARCHAR NOT "
      "NULL DEFAULT 'none', counts MAP(VARCHAR, INTEGER))");
  raw->query(
      "INSERT INTO odd VALUES ('5f0c5e3a-8d5a-4c39-9d4e-0d8b8f1f9a01', "
      "12345678901234567890123456789.123456789, '2024-02-29 23:59:59.999999+05:30', '1969-12-31 "
      "23:59:59.000001', '0044-03-15', '23:59:59.999999', ['a', NULL, ''], {'a': -128, 'b': []}, "
      "'{\"k\": [1, null]}', '\\x00\\xFF'::BLOB, 255, 18446744073709551615, 1.5, 'it''s', "
      "MAP {'x': 1})");
  raw->query("INSERT INTO odd(id, amount) VALUES ('5f0c5e3a-8d5a-4c39-9d4e-0d8b8f1f9a02', NULL)");
}

/// Columns with types and nullability, key, and rows, as text: equal for equal tables.
inline std::string picture(DuckDBStorageManager& storage, std::string_view name) {
  const TableInfo info = storage.describe(name);
  std::string text;
  for (const Field& field : info.schema) {
    text += field.name + " " + field.type.to_string() + (field.nullable ? "\n" : " never null\n");
  }
  for (const std::string& key : info.primary_key) text += "key " + key + "\n";
  const DataFrame rows = storage.read_table(name).execute();
  for (std::int64_t row = 0; row < rows.num_rows(); ++row) {
    for (const Field& field : info.schema) text += rows.value(row, field.name).to_string() + "|";
    text += "\n";
  }
  return text;
}

}  // namespace egregora
