// SPDX-License-Identifier: Apache-2.0
// Where a table's rows are: the way down from expressions to whoever can run them, without a cycle
// of layers.
#pragma once

#include <egregora/data/data_frame.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace egregora {

class Table;

/// A result that is read batch by batch.
/// Thread safety: one thread at a time. Lifetime: holds what it needs of its source until
/// destroyed.
class TableStream {
 public:
  virtual ~TableStream();
  virtual const Schema& schema() const noexcept = 0;
  /// The next rows (at least one), or absent at the end.
  virtual std::optional<DataFrame> next() = 0;
};

/// The values of an expression's parameters, by name.
using Parameters = std::map<std::string, Scalar, std::less<>>;

/// Rows that a source keeps in memory for a cached table.
/// Thread safety: any thread. Destroying the last handle releases them.
class CachedRows {
 public:
  virtual ~CachedRows();
  /// Lets go of the rows; nothing the second time.
  virtual void release() const = 0;
};

enum class FileFormat { parquet, csv, json, ndjson };

/// Runs expressions. Implemented by the storage manager; a table's leaf holds one.
/// Thread safety: any thread. Every call throws ClosedError once its engine is closed.
class Source {
 public:
  virtual ~Source();
  /// Throws: InvalidOperationError where the table has a parameter that `parameters` lacks.
  virtual DataFrame execute(const Table& table, const Parameters& parameters) const = 0;
  /// A table over the rows that `table` has now, which later changes do not reach.
  /// Throws: InvalidOperationError inside a transaction.
  virtual Table cache(const Table& table) const = 0;
  virtual std::unique_ptr<TableStream> stream(const Table& table,
                                              std::int64_t batch_size) const = 0;
  /// The SQL that execute() would run, literals inlined.
  virtual std::string compile(const Table& table) const = 0;
  /// The engine's plan for it.
  virtual std::string explain(const Table& table) const = 0;
  virtual void export_to(const Table& table, const std::filesystem::path& path,
                         FileFormat format) const = 0;
};

}  // namespace egregora
