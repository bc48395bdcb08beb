// SPDX-License-Identifier: Apache-2.0
// Starting DuckDB, attaching catalogs, building new files.
#include "engine/duckdb/instance.hpp"

#include <unistd.h>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "engine/duckdb/closing_thread.hpp"
#include "engine/duckdb/database_file.hpp"
#include "engine/duckdb/duckdb_connection.hpp"
#include "engine/duckdb/torn_metadata.hpp"
#include "engine/duckdb/wal_tail.hpp"

namespace egregora::duckdb {
namespace {

namespace fs = std::filesystem;

// Only from v1.4.0 on does a WAL name its database and checkpoint, so that one that comes back
// after a power cut is refused and not applied twice. Given when creating only: attaching with a
// higher one silently upgrades a file.
constexpr const char* kNewStorageVersion = "v1.5.0";
// Of a database's copy while it is made.
constexpr const char* kCopyCatalog = "egregora_copy";
// Behind the name of a database that is not whole yet.
constexpr const char* kBuildingSuffix = ".egregora-new";

void set_option(duckdb_config config, const char* name, const std::string& value) {
  if (duckdb_set_config(config, name, value.c_str()) == DuckDBError) {
    throw InvalidOperationError("DuckDB has no such option, or takes no such value: " +
                                std::string(name) + " = '" + value + "'");
  }
}

ConfigHandle config_of(const EngineOptions& options, const fs::path& spill_folder) {
  duckdb_config raw = nullptr;
  if (duckdb_create_config(&raw) == DuckDBError) throw DatabaseError("DuckDB cannot be configured");
  ConfigHandle config(raw);
  // Both are on by default, and want the network.
  set_option(raw, "autoinstall_known_extensions", "false");
  set_option(raw, "autoload_known_extensions", "false");
  // The default is ".tmp" in the current folder, with fixed names.
  set_option(raw, "temp_directory", spill_folder.string());
  if (options.threads) {
    if (*options.threads < 1)
      throw InvalidOperationError("threads must be at least 1, not " +
                                  std::to_string(*options.threads));
    set_option(raw, "threads", std::to_string(*options.threads));
  }
  if (options.memory_limit) set_option(raw, "memory_limit", *options.memory_limit);
  return config;
}

std::string cannot_open(const fs::path& file, const DatabaseError& error) {
  return "the database cannot be opened: '" + file.string() + "': " + error.what();
}

ConnectionHandle connected(duckdb_database database) {
  duckdb_connection raw = nullptr;
  if (duckdb_connect(database, &raw) == DuckDBError)
    throw DatabaseError("DuckDB gives no connection");
  return ConnectionHandle(raw);
}

}  // namespace

Instance::Instance(const EngineOptions& options, fs::path spill_folder)
    : options_(options), spill_folder_(std::move(spill_folder)) {
  options_.create = {};  // what it holds on to must not live as long as this
  try {
    start();
  } catch (...) {
    remove_spill_folder(spill_folder_);
    throw;
  }
}

void Instance::start() {
  const ConfigHandle config = config_of(options_, spill_folder_);
  duckdb_database raw = nullptr;
  char* message = nullptr;
  const duckdb_state state = duckdb_open_ext(":memory:", &raw, config.get(), &message);
  const OwnedText owned(message);
  database_.reset(raw);
  if (state == DuckDBError) throw_engine_error(owned ? owned.get() : "DuckDB does not start", {});
  control_ = connected(database_.get());
  // For the sessions to come. The default is the machine's time zone.
  run("SET GLOBAL TimeZone = 'UTC'");
}

Instance::~Instance() { static_cast<void>(shut_down()); }

void Instance::run(const std::string& sql) {
  const std::lock_guard lock(control_use_);
  if (!control_) throw ClosedError("the database was closed before this call");
  ResultHandle result;
  if (duckdb_query(control_.get(), sql.c_str(), result.get()) == DuckDBSuccess) return;
  const char* message = duckdb_result_error(result.get());
  const std::string text = message == nullptr ? "DuckDB gives no reason" : message;
  if (duckdb::is_fatal(text)) state_->fatal = true;
  throw_engine_error(text, sql);
}

void Instance::attach_memory(const std::string& catalog) {
  run("ATTACH ':memory:' AS " + quoted_name(catalog));
}

void Instance::attach(const std::string& sql, const fs::path& file) {
  try {
    run(sql);
  } catch (const DatabaseLockedError&) {
    throw;
  } catch (const StorageFatalError& error) {
    // Of a further file it is fatal to the one that is open, too.
    throw StorageFatalError(cannot_open(file, error), {.object_name = file.string(), .sql = sql});
  } catch (const DatabaseError& error) {
    throw DatabaseError(cannot_open(file, error), {.object_name = file.string(), .sql = sql});
  }
}

void Instance::attach_file(const fs::path& file, bool read_only) {
  const std::string sql = "ATTACH " + quoted_text(file.string()) + " AS " +
                          quoted_name(kDatabaseCatalog) + " (TYPE duckdb" +
                          (read_only ? ", READ_ONLY)" : ")");
  if (!read_only) {
    sync_database(file);
    mend_torn_metadata(file);
  }
  try {
    attach(sql, file);
  } catch (const DatabaseError& error) {
    // Only looking at a database changes nothing, not even for its good.
    if (read_only || !cut_unwritten_tail(with_suffix(file, ".wal"), error.what())) throw;
    attach(sql, file);
  }
  try {
    require_one_name(file);  // here, so that whoever has it open is named first
  } catch (const DatabaseError&) {
    detach(kDatabaseCatalog);
    throw;
  }
  if (!read_only) log_ = with_suffix(file, ".wal");
}

void Instance::create_file(const fs::path& file, const EngineOptions& options) {
  const fs::path building = with_suffix(file, kBuildingSuffix);
  const fs::path wal = with_suffix(file, ".wal");
  if (file_id(wal)) {
    throw DatabaseError(
        "there is a write-ahead log without its database; move it away, or bring the database "
        "back: '" +
            wal.string() + "'",
        {.object_name = wal.string()});
  }
  try {
    build_new(building, options);
    publish_file(building, file);
  } catch (...) {
    remove_unfinished(file);
    throw;
  }
}

void Instance::remove_unfinished(const fs::path& file) noexcept {
  const fs::path building = with_suffix(file, kBuildingSuffix);
  ::unlink(building.c_str());
  ::unlink(with_suffix(building, ".wal").c_str());
}

void Instance::build_new(const fs::path& building, const EngineOptions& options) {
  attach("ATTACH " + quoted_text(building.string()) + " AS " + quoted_name(kDatabaseCatalog) +
             " (TYPE duckdb, STORAGE_VERSION '" + kNewStorageVersion + "')",
         building);
  try {
    if (options.create) {
      DuckdbConnection connection(new_session({}));
      options.create(connection, kDatabaseCatalog);
    }
    run("CHECKPOINT " + quoted_name(kDatabaseCatalog));
  } catch (...) {
    detach(kDatabaseCatalog);
    throw;
  }
  run("DETACH " + quoted_name(kDatabaseCatalog));
}

void Instance::detach(const std::string& catalog) {
  try {
    run("DETACH " + quoted_name(catalog));
  } catch (const std::exception& error) {
    log(LogLevel::warning, std::string("a catalog could not be detached: ") + error.what());
  }
}

std::shared_ptr<Session> Instance::new_session(const std::string& scratch) {
  auto handle = connected(database_.get());
  std::string path = fmt::format("{}.{}", kDatabaseCatalog, kSchemaName);
  if (!scratch.empty()) path += fmt::format(",{}.{}", scratch, kSchemaName);
  // Progress is measured only where the bar is on; it is never printed.
  const std::string sql = "SET search_path = " + quoted_text(path) +
                          "; SET enable_progress_bar = true; SET enable_progress_bar_print = false";
  ResultHandle result;
  if (duckdb_query(handle.get(), sql.c_str(), result.get()) == DuckDBError) {
    throw_engine_error(duckdb_result_error(result.get()), sql);
  }
  return std::make_shared<Session>(std::move(handle), state_);
}

std::string Instance::next_scratch_name() {
  const std::lock_guard lock(control_use_);
  ++scratch_count_;
  return scratch_count_ == 1 ? "egregora_scratch"
                             : "egregora_scratch_" + std::to_string(scratch_count_);
}

void Instance::flush() {
  // Without a log all that was committed is in the file.
  if (!log_.empty() && file_id(log_)) run("CHECKPOINT " + quoted_name(kDatabaseCatalog));
}

void Instance::copy_to(const fs::path& file) {
  const fs::path building = with_suffix(file, kBuildingSuffix);
  remove_unfinished(file);
  try {
    fill_copy(building);
    publish_file(building, file);
  } catch (...) {
    remove_unfinished(file);
    throw;
  }
}

void Instance::fill_copy(const fs::path& building) {
  const std::string copy = quoted_name(kCopyCatalog);
  attach("ATTACH " + quoted_text(building.string()) + " AS " + copy +
             " (TYPE duckdb, STORAGE_VERSION '" + kNewStorageVersion + "')",
         building);
  try {
    run("COPY FROM DATABASE " + quoted_name(kDatabaseCatalog) + " TO " + copy);
    run("CHECKPOINT " + copy);
  } catch (...) {
    detach(kCopyCatalog);
    throw;
  }
  run("DETACH " + copy);
}

std::exception_ptr Instance::shut_down() noexcept {
  std::exception_ptr failure;
  if (!database_) return failure;
  on_closing_thread([&] { failure = close_database(); });
  if (!spill_folder_.empty()) remove_spill_folder(spill_folder_);
  lock_.reset();
  return failure;
}

std::exception_ptr Instance::close_database() noexcept {
  std::exception_ptr failure;
  try {
    flush();  // DuckDB swallows what goes wrong when it checkpoints while closing
  } catch (...) {
    failure = std::current_exception();
  }
  if (!is_fatal() && !log_.empty()) detach(kDatabaseCatalog);
  {
    const std::lock_guard lock(control_use_);
    control_.reset();
  }
  database_.reset();
  return failure;
}

}  // namespace egregora::duckdb
