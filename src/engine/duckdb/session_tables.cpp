// SPDX-License-Identifier: Apache-2.0
// Sessions: the columns of tables and views, without scanning the catalog (duckdb_columns() takes 9
// ms, this microseconds once asked, 0.1 ms the first time).
#include <algorithm>

#include <egregora/core/errors.hpp>

#include "engine/duckdb/logical_type.hpp"
#include "engine/duckdb/session.hpp"

namespace egregora::duckdb {
namespace {

const char* text_or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

std::string qualified(const TableName& table) {
  std::string out;
  if (!table.catalog.empty()) out += quoted_name(table.catalog) + ".";
  if (!table.schema.empty()) out += quoted_name(table.schema) + ".";
  return out + quoted_name(table.name);
}

/// No SQL can hold another.
bool is_possible_name(std::string_view name) {
  return !name.empty() && name.find('\0') == std::string_view::npos;
}

}  // namespace

std::string quoted_name(std::string_view text) { return quoted(text, '"'); }
std::string quoted_text(std::string_view text) { return quoted(text, '\''); }

std::optional<Schema> Session::table_schema(const TableName& table) {
  const auto lock = enter();
  refuse_failed();
  close_stream();
  forget_outdated();
  if (!is_possible_name(table.name)) return std::nullopt;
  const std::string key = fold_case(qualified(table));
  const auto known = schemas_.find(key);
  if (known != schemas_.end()) return known->second;
  std::optional<Schema> schema = look_up(table);
  schemas_.insert_or_assign(key, schema);
  return schema;
}

std::optional<Schema> Session::look_up(const TableName& table) {
  if (auto schema = look_up_table(table)) return schema;
  return look_up_view(table);
}

std::optional<Schema> Session::table_columns(const TableName& table) {
  const auto lock = enter();
  refuse_failed();
  close_stream();
  if (!is_possible_name(table.name)) return std::nullopt;
  if (auto columns = look_up_columns(table)) return Schema(std::move(*columns));
  return look_up_view(table);
}

std::optional<std::vector<Field>> Session::look_up_columns(const TableName& table) {
  duckdb_table_description raw = nullptr;
  const duckdb_state state =
      duckdb_table_description_create_ext(handle_.get(), text_or_null(table.catalog),
                                          text_or_null(table.schema), table.name.c_str(), &raw);
  const DescriptionHandle description(raw);
  if (state == DuckDBError) return std::nullopt;  // none, or a view: DuckDB says so by words only
  std::vector<Field> fields;
  for (idx_t i = 0; i < duckdb_table_description_get_column_count(raw); ++i) {
    const OwnedText name(duckdb_table_description_get_column_name(raw, i));
    const TypeHandle type(duckdb_table_description_get_column_type(raw, i));
    fields.push_back({name.get(), data_type_of(type.get())});
  }
  return fields;
}

std::optional<Schema> Session::look_up_table(const TableName& table) {
  auto columns = look_up_columns(table);
  if (!columns) return std::nullopt;
  const std::vector<bool> not_null = not_null_columns(table);
  for (std::size_t i = 0; i < std::min(columns->size(), not_null.size()); ++i) {
    (*columns)[i].nullable = !not_null[i];
  }
  return Schema(std::move(*columns));
}

std::vector<bool> Session::not_null_columns(const TableName& table) {
  // The C API's table description does not know (1.5.6). This binds the one table, 0.1 ms;
  // pragma_table_info() is no faster, and cannot find a table whose name holds a quote.
  const auto statement = prepare("SELECT \"null\" = 'NO' FROM (DESCRIBE " + qualified(table) + ")");
  ResultReader reader(run_prepared(*statement, false), statement->sql);
  const DataFrame frame = reader.read_all();
  const auto column = frame.column<bool>(0);
  std::vector<bool> not_null;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) not_null.push_back(column[row]);
  return not_null;
}

std::optional<Schema> Session::look_up_view(const TableName& table) {
  try {
    return schema_of(*prepare("FROM " + qualified(table)));
  } catch (const TableNotFoundError& error) {
    // A view over a table that is gone is there, and broken.
    const std::string missing = fold_case(error.object_name());
    const std::string wanted = fold_case(table.name);
    if (missing != wanted && !missing.ends_with("." + wanted)) throw;
    return std::nullopt;
  } catch (const DatabaseError& error) {
    const std::string_view what = error.what();
    if (what.find("does not exist") == std::string_view::npos)
      throw;  // an unknown catalog or schema
    return std::nullopt;
  }
}

}  // namespace egregora::duckdb
