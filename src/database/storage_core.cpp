// SPDX-License-Identifier: Apache-2.0
// Names and their meaning for one manager.
#include "database/storage_core.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/database/schemas.hpp>

#include "database/conflict_retry.hpp"
#include "database/conversations.hpp"
#include "database/storage_source.hpp"
#include "database/table_names.hpp"
#include "database/transaction_state.hpp"
#include "expr/relation.hpp"

namespace egregora::detail {

namespace {
// A bit more than half a second: a reader may need rows that were changed since it began, and the
// engine writes no file then.
constexpr int kFlushAttempts = 25;

EngineOptions engine_options(const StorageOptions& options) {
  EngineOptions engine;
  engine.path = options.db_path;
  engine.read_only = options.read_only;
  engine.lock_timeout = options.lock_timeout;
  engine.threads = options.threads;
  engine.memory_limit = options.memory_limit;
  return engine;
}
}  // namespace

std::shared_ptr<StorageCore> StorageCore::open(const StorageOptions& options) {
  auto core = std::make_shared<StorageCore>(options);
  core->source_ = std::make_shared<StorageSource>(core);
  return core;
}

StorageCore::StorageCore(const StorageOptions& options)
    : engine_(open_duckdb(engine_options(options))),
      pool_(std::make_shared<ConnectionPool>(engine_)),
      database_(Database::of(*engine_, options)),
      scratch_(engine_->scratch_catalog(), engine_->schema_name()),
      clock_(options.clock ? options.clock : system_clock()),
      ids_(options.ids ? options.ids : random_ids()) {}

void StorageCore::flush() {
  // A writer at work keeps the engine from it as well.
  const WriterGuard guard(database_->writers());
  try {
    retry_conflicts(kFlushAttempts, [&] { engine_->flush(); });
  } catch (const ConflictError& error) {
    throw ConflictError(
        "the database file was not brought up to date, because a stream or a transaction is open "
        "that may still read rows changed since it began; nothing is lost, all is in the "
        "write-ahead log; end it and call checkpoint() again",
        {.sql = std::string(error.sql())});
  }
}

void StorageCore::close() {
  pool_->close();
  engine_->close();
}

void StorageCore::require_outside_transaction() const {
  if (TransactionState::current(*database_) == nullptr) return;
  throw InvalidOperationError(
      "the storage manager was called from inside its own transaction; use the Transaction that "
      "the "
      "function was given");
}

void StorageCore::require_own(const Table& table) const {
  const auto& source = table.node()->source();
  if (!source || source == source_) return;
  throw IntegrityError(fmt::format("'{}' belongs to another storage", table.get_name()),
                       {.object_name = table.get_name()});
}

Table StorageCore::read(Session& session, std::string_view name) const {
  const TableName full = session.resolve(name);
  const auto schema =
      is_internal_name(name) && !is_temporary_name(name) ? std::nullopt : session.schema_of(full);
  if (!schema) throw_not_found(session, name);
  return scan_table(name, *schema, source_, nullptr);
}

std::vector<std::string> StorageCore::list(Session& session) const {
  std::vector<std::string> names = scratch_.list();
  std::erase_if(names, [](const std::string& name) { return is_internal_name(name); });
  for (const StoredRelation& relation : list_stored(session)) {
    if (!is_internal_name(relation.name)) names.push_back(relation.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void StorageCore::throw_not_found(Session& session, std::string_view name) const {
  throw TableNotFoundError(
      fmt::format("Table '{}' not found in database{}", name, did_you_mean(name, list(session))),
      {.object_name = std::string(name)});
}

}  // namespace egregora::detail
