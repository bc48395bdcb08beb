// SPDX-License-Identifier: Apache-2.0
// Engines: connecting, and closing in the order that lets go of the file.
#include "engine/duckdb/duckdb_engine.hpp"

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "engine/duckdb/closing_thread.hpp"
#include "engine/duckdb/database_file.hpp"
#include "engine/duckdb/duckdb_connection.hpp"
#include "engine/duckdb/private_folder.hpp"

namespace egregora::duckdb {
namespace {

[[noreturn]] void throw_closed() { throw ClosedError("the database was closed before this call"); }

}  // namespace

DuckdbEngine::DuckdbEngine(OpenFiles::Opened opened, const EngineOptions& options,
                           std::optional<std::filesystem::path> path)
    : path_(std::move(path)),
      id_(opened.id),
      read_only_(options.read_only),
      created_(opened.created),
      instance_(std::move(opened.instance)) {
  try {
    scratch_catalog_ = instance_->next_scratch_name();
    instance_->attach_memory(scratch_catalog_);
  } catch (...) {
    static_cast<void>(release());
    throw;
  }
}

DuckdbEngine::~DuckdbEngine() {
  try {
    close();
  } catch (const std::exception& error) {
    log(LogLevel::error, std::string("a database was closed with an error: ") + error.what());
  }
}

std::unique_ptr<Connection> DuckdbEngine::connect() {
  const std::lock_guard lock(use_);
  if (!instance_) throw_closed();
  auto session = instance_->new_session(scratch_catalog_);
  std::erase_if(sessions_, [](const auto& known) { return known.expired(); });
  sessions_.push_back(session);
  return std::make_unique<DuckdbConnection>(std::move(session));
}

const Capabilities& DuckdbEngine::capabilities() const noexcept {
  static constexpr Capabilities kAll{.qualify = true,
                                     .returning = true,
                                     .sequences = true,
                                     .temporary_tables = true,
                                     .transactional_ddl = true,
                                     .create_or_replace = true,
                                     .exact_quantiles = true};
  return kAll;
}

std::string DuckdbEngine::version() const { return "DuckDB " + duckdb_version(); }

namespace {
Session& session_of(Connection& connection) {
  auto* ours = dynamic_cast<DuckdbConnection*>(&connection);
  if (ours == nullptr) throw InternalError("a connection of another engine was handed to DuckDB");
  return ours->session();
}
}  // namespace

std::optional<Schema> DuckdbEngine::table_schema(Connection& connection, const TableName& table) {
  return session_of(connection).table_schema(table);
}

std::optional<Schema> DuckdbEngine::table_columns(Connection& connection, const TableName& table) {
  return session_of(connection).table_columns(table);
}

std::shared_ptr<Instance> DuckdbEngine::open_instance() {
  const std::lock_guard lock(use_);
  if (!instance_) throw_closed();
  return instance_;
}

void DuckdbEngine::flush() { open_instance()->flush(); }

void DuckdbEngine::copy_to(const std::filesystem::path& file) {
  const std::filesystem::path path = resolved_path(file);
  check_path(path);
  open_instance()->copy_to(path);
}

void DuckdbEngine::close() {
  const std::lock_guard lock(use_);
  if (!instance_) return;
  // A prepared statement or an open result keeps DuckDB's instance, and with it the file, alive:
  // sessions first.
  for (const auto& known : sessions_) {
    if (const auto session = known.lock()) session->close();
  }
  sessions_.clear();
  if (!instance_->is_fatal()) on_closing_thread([&] { instance_->detach(scratch_catalog_); });
  if (const std::exception_ptr failure = release()) std::rethrow_exception(failure);
}

std::exception_ptr DuckdbEngine::release() noexcept {
  const std::shared_ptr<Instance> instance = std::exchange(instance_, nullptr);
  return path_ ? OpenFiles::process().release(id_) : instance->shut_down();
}

}  // namespace egregora::duckdb

namespace egregora {

std::shared_ptr<Engine> open_duckdb(const EngineOptions& options) {
  using duckdb::DuckdbEngine;
  if (options.path) {
    const std::filesystem::path path = duckdb::resolved_path(*options.path);
    duckdb::check_path(path);
    return std::make_shared<DuckdbEngine>(duckdb::OpenFiles::process().open(path, options), options,
                                          path);
  }
  if (options.read_only)
    throw InvalidOperationError("a database in memory cannot be opened read-only; name its file");
  auto instance = std::make_shared<duckdb::Instance>(options, duckdb::private_folder());
  instance->attach_memory(duckdb::kDatabaseCatalog);
  if (options.create) {
    duckdb::DuckdbConnection connection(instance->new_session({}));
    options.create(connection, duckdb::kDatabaseCatalog);
  }
  return std::make_shared<DuckdbEngine>(duckdb::OpenFiles::Opened{std::move(instance), {}, true},
                                        options, std::nullopt);
}

std::string duckdb_version() { return duckdb_library_version(); }

}  // namespace egregora
