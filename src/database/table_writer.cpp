// SPDX-License-Identifier: Apache-2.0
// See table_writer.hpp. Between any two lines of the functions below the process may die.
#include "database/table_writer.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/column_matching.hpp"
#include "database/conflict_retry.hpp"
#include "database/conversations.hpp"
#include "database/expression_identity.hpp"
#include "database/table_names.hpp"

namespace egregora::detail {

namespace {
// A row group. Up to here COPY runs on one thread anyway, so nothing is lost by doing it before the
// commit.
constexpr std::int64_t kMostRowsInOneTransaction = 122'880;
constexpr int kAttempts = 10;

std::vector<Uuid> ids_of(const std::vector<ManifestRow>& rows) {
  std::vector<Uuid> ids;
  ids.reserve(rows.size());
  for (const ManifestRow& row : rows) ids.push_back(row.checkpoint_id);
  return ids;
}
}  // namespace

std::string definition_of(std::string_view name, const Schema& schema) {
  TableDefinition definition;
  for (const Field& field : schema) definition.columns.push_back({field});
  return to_statement(CreateTable{{.name = std::string(name)}, std::move(definition)}, {}).text;
}

Leftovers::~Leftovers() {
  try {
    if (!stage_.empty()) {
      CallSession session(core_);
      session->run(DropTable{session->durable(stage_), true});
    }
    if (version_) core_.database().files().remove({*version_});
  } catch (const std::exception& error) {
    log(LogLevel::warning, error.what());  // the next opening removes what is left
  }
}

void Leftovers::keep_all() {
  version_.reset();
  stage_.clear();
}

void TableWriter::write(const Table& rows, std::string_view name, WriteMode mode) {
  const WriterGuard guard(database_.writers());
  database_.finish_publishing();
  retry_conflicts(kAttempts, [&] {
    carry_out([&](Session& session) { return plan(session, rows, name, mode); });
  });
}

ManifestRow TableWriter::carry_out(const Plan& plan) {
  Leftovers leftovers(core_);
  std::optional<TransactionState> transaction(std::in_place, core_);
  Replacement replacement = plan(transaction->session());
  fill_stage(transaction->session(), replacement);
  const Table stage =
      table(replacement.stage, describe_version(transaction->session(), replacement));
  leftovers.has_version(replacement.version);
  const bool is_large = replacement.version.rows > kMostRowsInOneTransaction;
  if (is_large) {
    leftovers.has_stage(replacement.stage);
    transaction->commit();
  }
  database_.files().write(transaction->session(), stage, replacement.version);
  if (is_large) transaction.emplace(core_);
  swap(*transaction, replacement);
  commit(*transaction, replacement, leftovers);
  return std::move(replacement.version);
}

std::optional<StoredTable> TableWriter::find_target(Session& session, std::string_view name) {
  auto target = database_.tables().find(session, name);
  if (!target || !target->definition.is_view) return target;
  if (is_replaceable_view(name)) return std::nullopt;
  throw InvalidOperationError(
      fmt::format("'{}' is a view; drop it before a table takes its name", name),
      {.object_name = std::string(name)});
}

TableWriter::Replacement TableWriter::plan(Session& session, const Table& rows,
                                           std::string_view name, WriteMode mode) {
  auto target = find_target(session, name);
  std::string spelled(target ? target->definition.name : std::string(name));
  Table all = all_rows(session, rows, name, mode, target);
  require_exact_in_parquet(all.schema());
  ManifestRow version = new_version(spelled);
  // Of what was appended to, the rows are not what `rows` gives.
  const bool appended = mode == WriteMode::append && (target || core_.scratch().find(name));
  version.expression_hash = expression_hash(appended ? all : rows);
  const bool constrained = target && target->definition.constrained;
  std::string definition = constrained ? target->definition.text : std::string();
  return {std::move(spelled), std::string(kStageTable), std::move(all),
          std::move(target),  std::move(version),       std::move(definition)};
}

Table TableWriter::all_rows(Session& session, const Table& rows, std::string_view name,
                            WriteMode mode, const std::optional<StoredTable>& target) {
  const bool exists = target || core_.scratch().find(name);
  if (mode == WriteMode::append && exists) {
    const Table old = core_.read(session, name);
    return old.union_(fitted_to(rows, old.schema(), name));
  }
  // Keys and checks stay what they are; other columns than they speak of would need other ones.
  if (target && target->definition.constrained) return fitted_to(rows, target->schema, name);
  return rows;
}

void TableWriter::fill_stage(Session& session, Replacement& replacement) {
  const TableName stage = session.durable(replacement.stage);
  if (replacement.definition.empty()) {
    replacement.version.rows = session.run(CreateTableAs{stage, replacement.rows, true});
    return;
  }
  session.run(DropTable{stage, true});  // of a failure that could not clean up
  session.run(CreateTableLike{stage, replacement.definition});
  replacement.version.rows =
      session.run(InsertQuery{stage, replacement.rows.schema().names(), replacement.rows});
}

Schema TableWriter::describe_version(Session& session, Replacement& replacement) {
  ManifestRow& version = replacement.version;
  // What a query made has no NOT NULL; of what has, the definition says more than a schema does.
  Schema schema = session.columns_of(session.durable(replacement.stage)).value();
  version.definition = replacement.definition.empty() ? definition_of(replacement.name, schema)
                                                      : replacement.definition;
  version.schema_hash = text_digest(version.definition);
  return schema;
}

void TableWriter::swap(TransactionState& transaction, const Replacement& replacement) {
  Session& session = transaction.session();
  const TableName name = session.durable(replacement.name);
  if (replacement.target) {
    session.run(DropTable{name});
  } else if (is_replaceable_view(replacement.name)) {
    session.run(DropView{name, true});
  }
  session.run(RenameTable{session.durable(replacement.stage), replacement.name});
  if (!replacement.target || replacement.source) transaction.redefine(replacement.name);
}

void TableWriter::commit(TransactionState& transaction, Replacement& replacement,
                         Leftovers& leftovers) {
  const std::vector<ManifestRow> retired =
      record(transaction.session(), replacement.version, replacement.source);
  leftovers.keep_all();
  try {
    transaction.commit();
  } catch (const ConflictError&) {
    leftovers.has_version(replacement.version);  // known not to have happened
    leftovers.has_stage(replacement.stage);
    throw;
  }
  if (replacement.definition.empty()) database_.tables().remember({replacement.name});
  drop_scratch(replacement.name);
  finish(replacement.version, retired);
}

ManifestRow TableWriter::new_version(std::string_view name) const {
  ManifestRow version;
  version.checkpoint_id = core_.ids().next();
  version.table = name;
  version.generation = database_.index().generation() + 1;
  version.created_at = core_.clock().now();
  version.file = VersionName{version.table, version.generation, version.checkpoint_id}.file_name();
  return version;
}

std::vector<ManifestRow> TableWriter::retired_by(const ManifestRow& version,
                                                 const std::optional<Uuid>& source) const {
  std::vector<ManifestRow> older = database_.index().versions(version.table);
  const auto dead = std::stable_partition(older.begin(), older.end(), [](const ManifestRow& row) {
    return row.state != VersionState::tombstone;
  });
  std::vector<ManifestRow> retired(dead, older.end());
  older.erase(dead, older.end());
  const auto kept = static_cast<std::ptrdiff_t>(database_.keep_versions() - 1);
  if (std::ssize(older) <= kept) return retired;
  auto surplus = older.begin() + kept;
  if (source) {
    surplus = std::stable_partition(older.begin(), older.end(), [&](const ManifestRow& row) {
      return row.checkpoint_id != *source;
    });
  }
  retired.insert(retired.end(), surplus, older.end());
  return retired;
}

std::vector<ManifestRow> TableWriter::record(Session& session, const ManifestRow& version,
                                             const std::optional<Uuid>& source) {
  insert_version(session, version);
  std::vector<ManifestRow> retired = retired_by(version, source);
  delete_versions(session, ids_of(retired));
  return retired;
}

void TableWriter::finish(const ManifestRow& version, const std::vector<ManifestRow>& retired) {
  database_.index().added(version);
  database_.index().removed(ids_of(retired));
  database_.after_commit();
  // Before publishing, which may fail: the file at the table's name is a link of its own.
  try {
    database_.files().remove(retired);
  } catch (const CheckpointError& error) {
    log(LogLevel::warning, error.what());  // orphans; the next opening removes them
  }
  database_.files().publish(version);
}

void TableWriter::drop_scratch(std::string_view name) noexcept {
  const auto scratch = core_.scratch().find(name);
  if (!scratch) return;
  core_.scratch().remove(name);
  try {
    CallSession session(core_);
    session->run(DropTable{*scratch, true});
  } catch (const std::exception& error) {
    log(LogLevel::warning, error.what());  // unreachable by name, and gone when the manager closes
  }
}

}  // namespace egregora::detail
