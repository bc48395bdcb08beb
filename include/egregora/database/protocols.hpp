// SPDX-License-Identifier: Apache-2.0
// What a pipeline stage needs of a storage, as an interface that tests can mock, and the options of
// its calls. The storage manager implements it; nothing here knows DuckDB.
#pragma once

#include <egregora/expr/table.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// From a table to a table: what a view is before it is materialised.
using ViewBuilder = std::function<Table(const Table&)>;

enum class WriteMode {
  replace,  ///< the table holds the new rows only
  append,   ///< the table holds old and new rows; columns match by name, none may be missing
};

struct WriteOptions {
  WriteMode mode = WriteMode::replace;
  /// True: durable, with a Parquet file. False: in the manager's memory only, gone when it closes.
  bool checkpoint = true;
};

struct ViewOptions {
  bool checkpoint = true;
};

struct DropOptions {
  bool checkpoint_too = false;  ///< also removes the table's Parquet file and its versions
};

/// Reading and writing tables, as stages of a pipeline do it.
class StorageProtocol {
 public:
  virtual ~StorageProtocol();
  virtual Table read_table(std::string_view name) = 0;
  virtual void write_table(const Table& table, std::string_view name,
                           const WriteOptions& options = {}) = 0;
  virtual Table execute_view(std::string_view view_name, const ViewBuilder& builder,
                             std::string_view input_table, const ViewOptions& options = {}) = 0;
  virtual bool table_exists(std::string_view name) const = 0;
  virtual std::vector<std::string> list_tables() const = 0;
  virtual void drop_table(std::string_view name, const DropOptions& options = {}) = 0;
  virtual void close() = 0;
};

}  // namespace egregora
