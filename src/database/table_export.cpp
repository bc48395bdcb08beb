// SPDX-License-Identifier: Apache-2.0
// The part of TableWriter that writes a file of a table as it is.
#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/column_matching.hpp"
#include "database/conflict_retry.hpp"
#include "database/table_writer.hpp"

namespace egregora::detail {

namespace {
constexpr int kAttempts = 10;
}

void TableWriter::export_table(std::string_view name) {
  const WriterGuard guard(database_.writers());
  database_.finish_publishing();
  retry_conflicts(kAttempts, [&] { export_locked(name); });
}

void TableWriter::export_stale() {
  const WriterGuard guard(database_.writers());
  database_.finish_publishing();
  for (const ManifestRow& head : database_.index().heads()) {
    if (!head.fresh) retry_conflicts(kAttempts, [&] { export_locked(head.table); });
  }
}

void TableWriter::export_locked(std::string_view name) {
  Leftovers leftovers(core_);
  TransactionState transaction(core_);
  Session& session = transaction.session();
  if (core_.scratch().find(name)) {
    throw InvalidOperationError(
        fmt::format("table '{}' was written without a checkpoint; write it with one", name),
        {.object_name = std::string(name)});
  }
  const auto target = database_.tables().find(session, name);
  if (!target) core_.throw_not_found(session, name);
  if (target->definition.is_view) {
    throw InvalidOperationError(
        fmt::format("'{}' is a view; write its rows to a table to have a file of them", name),
        {.object_name = std::string(name)});
  }
  const auto head = database_.index().head(name);
  const CheckpointFiles& files = database_.files();
  // Its bytes, too: this is what doctor advises where they are damaged.
  if (head && head->fresh && files.is_in_place(*head) && files.is_whole(*head)) return;
  require_exact_in_parquet(target->schema);

  ManifestRow version = new_version(target->definition.name);
  const Table rows = table(target->definition.name, target->schema);
  // Of a table without keys and checks the text is not always at hand.
  version.definition = target->definition.constrained
                           ? target->definition.text
                           : definition_of(version.table, target->schema);
  version.schema_hash = text_digest(version.definition);
  version.expression_hash = text_digest(version.table);
  version.rows = session.query(rows.agg(count().as("rows"))).column<std::int64_t>(0)[0];
  leftovers.has_version(version);
  database_.files().write(session, rows, version);
  const std::vector<ManifestRow> retired = record(session, version);
  leftovers.keep_all();
  transaction.commit();
  finish(version, retired);
}

}  // namespace egregora::detail
