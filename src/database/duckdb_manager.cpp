// SPDX-License-Identifier: Apache-2.0
// The public face: checks where a call is allowed, then hands it to the class that does it.
#include <egregora/database/duckdb_manager.hpp>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>
#include <egregora/expr/functions.hpp>

#include "database/lease_state.hpp"
#include "database/scratch_writer.hpp"
#include "database/storage_access.hpp"
#include "database/storage_core.hpp"
#include "database/table_names.hpp"
#include "database/table_writer.hpp"
#include "database/transaction_state.hpp"
#include "expr/relation.hpp"

namespace egregora {

namespace fs = std::filesystem;
using detail::CallSession;
using detail::StorageCore;

struct DuckDBStorageManager::State {
  std::shared_ptr<StorageCore> core;  // null once closed
  fs::path checkpoint_dir;
  std::optional<fs::path> db_path;
  std::shared_ptr<ViewRegistry> views;
  std::optional<fs::path> temporary_folder = {};  // goes with the manager

  /// Throws: ClosedError; InvalidOperationError inside a transaction.
  std::shared_ptr<StorageCore> use() const {
    if (!core) throw ClosedError("the storage manager is closed");
    core->require_outside_transaction();
    return core;
  }
  std::shared_ptr<StorageCore> use_for_writing() const {
    auto storage = use();
    storage->database().require_writable();
    return storage;
  }
  Table read_file(const fs::path& path, FileFormat format) const;
};

std::shared_ptr<StorageCore> detail::StorageAccess::core(const DuckDBStorageManager& storage) {
  return storage.state_->use();
}

namespace {
/// As the caller would spell it, unless the files are elsewhere: of a database that was opened by a
/// link, or that is open here with another folder.
fs::path checkpoint_dir_of(const StorageOptions& options, const detail::Database& database) {
  fs::path spelled =
      options.checkpoint_dir.value_or(detail::default_checkpoint_dir(options.db_path));
  const fs::path& folder = database.checkpoint_folder();
  return fs::absolute(spelled).lexically_normal() == folder ? spelled : folder;
}
}  // namespace

DuckDBStorageManager::DuckDBStorageManager(const StorageOptions& options)
    : state_(std::make_unique<State>()) {
  if (options.keep_versions.value_or(1) < 1) {
    throw InvalidOperationError(
        fmt::format("at least one version of a file is kept: {}", *options.keep_versions));
  }
  state_->db_path = options.db_path;
  state_->views = options.views;
  state_->core = StorageCore::open(options);
  state_->checkpoint_dir = checkpoint_dir_of(options, state_->core->database());
}

DuckDBStorageManager::DuckDBStorageManager(Temporary)
    : DuckDBStorageManager(StorageOptions{.checkpoint_dir = fs::temp_directory_path() /
                                                            ("egregora-" + uuid4().to_string())}) {
  state_->temporary_folder = state_->checkpoint_dir;
}

DuckDBStorageManager temp_storage() {
  return DuckDBStorageManager(DuckDBStorageManager::Temporary{});
}

DuckDBStorageManager::~DuckDBStorageManager() {
  try {
    close();
  } catch (const std::exception& error) {
    log(LogLevel::error, error.what());
  }
}

void DuckDBStorageManager::close() {
  const auto core = std::exchange(state_->core, nullptr);
  if (!core) return;
  std::error_code ignored;
  if (state_->temporary_folder) fs::remove_all(*state_->temporary_folder, ignored);
  core->close();
}

Table DuckDBStorageManager::read_table(std::string_view name) {
  const auto core = state_->use();
  CallSession session(*core);
  return core->read(*session, name);
}

Table DuckDBStorageManager::State::read_file(const fs::path& path, FileFormat format) const {
  const auto storage = use();
  // The current folder may be another one when the table is executed.
  const std::string full = fs::absolute(path).lexically_normal().string();
  CallSession session(*storage);
  return scan_file(full, format, session->schema_of_file({full, format}), storage->source());
}

Table DuckDBStorageManager::read_parquet(const fs::path& path) {
  return state_->read_file(path, FileFormat::parquet);
}

Table DuckDBStorageManager::read_csv(const fs::path& path) {
  return state_->read_file(path, FileFormat::csv);
}

Table DuckDBStorageManager::read_json(const fs::path& path) {
  return state_->read_file(path, FileFormat::json);
}

DataFrame DuckDBStorageManager::execute(const Table& table, const Parameters& parameters) {
  return state_->use()->source()->execute(table, parameters);
}

void DuckDBStorageManager::write_table(const Table& table, std::string_view name,
                                       const WriteOptions& options) {
  detail::check_table_name(name);
  const auto core = state_->use();
  core->require_own(table);
  if (!options.checkpoint) return detail::write_scratch(*core, table, name, options.mode);
  core->database().require_writable();
  detail::TableWriter(*core).write(table, name, options.mode);
}

Table DuckDBStorageManager::execute_view(std::string_view view_name, const ViewBuilder& builder,
                                         std::string_view input_table, const ViewOptions& options) {
  detail::check_table_name(view_name);
  if (!builder) throw InvalidOperationError("a view needs a builder");
  write_table(builder(read_table(input_table)), view_name, {.checkpoint = options.checkpoint});
  return read_table(view_name);
}

Table DuckDBStorageManager::execute_view(const ExecuteView& call) {
  if (call.input_table.empty() == call.source_table.empty()) {
    throw InvalidOperationError(
        fmt::format("view '{}' needs one input: give input_table, or its other name source_table",
                    call.view_name),
        {.object_name = call.view_name});
  }
  const std::string& input = call.input_table.empty() ? call.source_table : call.input_table;
  return execute_view(call.view_name, call.builder, input, {.checkpoint = call.checkpoint});
}

void DuckDBStorageManager::run_transaction(const std::function<void(Transaction&)>& function,
                                           const TransactionOptions& options) {
  detail::run_transaction(
      *state_->use_for_writing(),
      [&](detail::TransactionState& state) {
        Transaction transaction(state);
        function(transaction);
      },
      options.attempts);
}

ConnectionLease DuckDBStorageManager::connection() {
  return ConnectionLease(std::make_unique<detail::LeaseState>(state_->use()));
}

std::vector<std::string> DuckDBStorageManager::list_tables() const {
  const auto core = state_->use();
  CallSession session(*core);
  return core->list(*session);
}

bool DuckDBStorageManager::table_exists(std::string_view name) const {
  const auto core = state_->use();
  if (detail::is_internal_name(name)) return false;
  if (core->scratch().find(name)) return true;
  CallSession session(*core);
  return session->schema_of(session->durable(name)).has_value();
}

std::int64_t DuckDBStorageManager::row_count(std::string_view name) const {
  const auto core = state_->use();
  CallSession session(*core);
  const Table rows = core->read(*session, name).agg(Named{"rows", count()});
  return session->query(rows).column<std::int64_t>(0)[0];
}

TableInfo DuckDBStorageManager::describe(std::string_view name) const {
  const auto core = state_->use();
  CallSession session(*core);
  const Table table = core->read(*session, name);
  TableInfo info{.name = std::string(name), .schema = table.schema()};
  info.rows = session->query(table.agg(Named{"rows", count()})).column<std::int64_t>(0)[0];
  if (core->scratch().find(name)) {
    info.kind = TableKind::scratch;
    return info;
  }
  const auto stored = core->database().tables().find(*session, name);
  if (!stored) core->throw_not_found(*session, name);
  info.name = stored->definition.name;
  info.kind = stored->definition.is_view ? TableKind::view : TableKind::table;
  info.primary_key = stored->definition.primary_key;
  info.checkpoint = core->database().checkpoint_state(name);
  return info;
}

void DuckDBStorageManager::drop_table(std::string_view name, const DropOptions& options) {
  const auto core = state_->use();
  if (core->scratch().find(name)) return detail::drop_scratch(*core, name);
  transaction([&](Transaction& tx) { tx.drop_table(name, options); });
}

std::int64_t DuckDBStorageManager::insert(std::string_view name, const Table& rows) {
  return transaction([&](Transaction& tx) { return tx.insert(name, rows); });
}

UpsertResult DuckDBStorageManager::upsert(std::string_view name, const Table& rows,
                                          const UpsertOptions& options) {
  return transaction([&](Transaction& tx) { return tx.upsert(name, rows, options); });
}

std::int64_t DuckDBStorageManager::update(std::string_view name,
                                          std::initializer_list<Named> assignments,
                                          const Expr& where) {
  return transaction([&](Transaction& tx) { return tx.update(name, assignments, where); });
}

std::int64_t DuckDBStorageManager::delete_rows(std::string_view name, const Expr& where) {
  return transaction([&](Transaction& tx) { return tx.delete_rows(name, where); });
}

void DuckDBStorageManager::create_table(std::string_view name, const Schema& schema,
                                        const CreateOptions& options) {
  transaction([&](Transaction& tx) { tx.create_table(name, schema, options); });
}

void DuckDBStorageManager::add_column(std::string_view name, const Field& column,
                                      const std::optional<Scalar>& default_value) {
  transaction([&](Transaction& tx) { tx.add_column(name, column, default_value); });
}

void DuckDBStorageManager::rename_column(std::string_view name, std::string_view from,
                                         std::string_view to) {
  transaction([&](Transaction& tx) { tx.rename_column(name, from, to); });
}

void DuckDBStorageManager::rename_table(std::string_view from, std::string_view to) {
  transaction([&](Transaction& tx) { tx.rename_table(from, to); });
}

void DuckDBStorageManager::checkpoint() {
  const auto core = state_->use_for_writing();
  detail::TableWriter(*core).export_stale();
  core->flush();
}

void DuckDBStorageManager::checkpoint(std::string_view name) {
  detail::TableWriter(*state_->use_for_writing()).export_table(name);
}

Sequences DuckDBStorageManager::sequences() const { return Sequences(state_->use()); }

Checkpoints DuckDBStorageManager::checkpoints() const { return Checkpoints(state_->use()); }

const fs::path& DuckDBStorageManager::checkpoint_dir() const noexcept {
  return state_->checkpoint_dir;
}

const std::optional<fs::path>& DuckDBStorageManager::db_path() const noexcept {
  return state_->db_path;
}

ViewRegistry& DuckDBStorageManager::views() const noexcept {
  return state_->views ? *state_->views : egregora::views();
}

RunningStatements DuckDBStorageManager::running() const noexcept {
  return RunningStatements(state_->core);
}

}  // namespace egregora
