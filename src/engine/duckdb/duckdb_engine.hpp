// SPDX-License-Identifier: Apache-2.0
// DuckDB's Engine: one opening of a database, with a scratch catalog and sessions of its own, over
// an instance that several openings of one file share.
#pragma once

#include <egregora/engine/engine.hpp>

#include <atomic>
#include <mutex>
#include <vector>

#include "engine/duckdb/open_files.hpp"

namespace egregora::duckdb {

class DuckdbEngine final : public Engine {
 public:
  /// In memory: `opened.id` is not looked at.
  DuckdbEngine(OpenFiles::Opened opened, const EngineOptions& options,
               std::optional<std::filesystem::path> path);
  ~DuckdbEngine() override;
  DuckdbEngine(const DuckdbEngine&) = delete;
  DuckdbEngine& operator=(const DuckdbEngine&) = delete;

  std::unique_ptr<Connection> connect() override;
  const Capabilities& capabilities() const noexcept override;
  const std::string& database_catalog() const noexcept override { return database_catalog_; }
  const std::string& scratch_catalog() const noexcept override { return scratch_catalog_; }
  const std::string& schema_name() const noexcept override { return schema_name_; }
  const std::optional<std::filesystem::path>& path() const noexcept override { return path_; }
  bool read_only() const noexcept override { return read_only_; }
  bool created() const noexcept override { return created_; }
  std::string version() const override;
  std::optional<Schema> table_schema(Connection& connection, const TableName& table) override;
  std::optional<Schema> table_columns(Connection& connection, const TableName& table) override;
  void flush() override;
  void copy_to(const std::filesystem::path& file) override;
  void close() override;

 private:
  /// Throws: ClosedError.
  std::shared_ptr<Instance> open_instance();
  std::exception_ptr release() noexcept;

  const std::string database_catalog_ = kDatabaseCatalog;
  const std::string schema_name_ = kSchemaName;
  std::string scratch_catalog_;
  std::optional<std::filesystem::path> path_;
  FileId id_;
  bool read_only_ = false;
  bool created_ = false;

  std::mutex use_;                      // of what follows
  std::shared_ptr<Instance> instance_;  // null once closed
  std::vector<std::weak_ptr<Session>> sessions_;
};

}  // namespace egregora::duckdb
