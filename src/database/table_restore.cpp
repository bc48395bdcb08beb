// SPDX-License-Identifier: Apache-2.0
// The part of TableWriter that writes a table anew from a kept version of its file. From the plan
// on it is a write like every other.
#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/conflict_retry.hpp"
#include "database/file_system.hpp"
#include "database/table_names.hpp"
#include "database/table_writer.hpp"
#include "expr/relation.hpp"

namespace egregora::detail {

namespace {
constexpr int kAttempts = 10;

/// Newest first. Of a database in memory there is one file a table.
std::vector<ManifestRow> kept_versions(Database& database, std::string_view table) {
  std::vector<ManifestRow> kept = database.index().versions(table);
  std::erase_if(kept, [](const ManifestRow& row) { return row.state == VersionState::tombstone; });
  if (!database.files().keeps_versions() && kept.size() > 1) kept.resize(1);
  return kept;
}

std::string kept_text(const std::vector<ManifestRow>& kept) {
  std::string text;
  for (const ManifestRow& row : kept) {
    text += fmt::format("{}{}", text.empty() ? "; kept: " : ", ", row.generation);
  }
  return text;
}

/// Throws: CheckpointError unless the file is what was written.
void require_whole(const CheckpointFiles& files, const ManifestRow& row,
                   const std::vector<ManifestRow>& kept) {
  if (files.is_whole(row)) return;
  const std::filesystem::path path = files.path_of(row);
  const bool is_there = files.file_system().status(path).has_value();
  throw CheckpointError(fmt::format("version {} of table '{}' cannot be restored: its file {}: '{}'"
                                    "{}",
                                    row.generation, row.table,
                                    is_there ? "does not hold what was written" : "is gone",
                                    path.string(), kept_text(kept)),
                        {.object_name = row.table});
}
}  // namespace

ManifestRow TableWriter::restore(std::string_view name, std::optional<std::int64_t> version) {
  const WriterGuard guard(database_.writers());
  database_.finish_publishing();
  const ManifestRow source = kept_version(name, version);
  ManifestRow restored;
  retry_conflicts(kAttempts, [&] {
    restored = carry_out([&](Session& session) { return plan_restoring(session, source); });
  });
  return restored;
}

ManifestRow TableWriter::kept_version(std::string_view name, std::optional<std::int64_t> version) {
  const std::vector<ManifestRow> kept = kept_versions(database_, name);
  if (kept.empty()) {
    CallSession session(core_);
    static_cast<void>(core_.read(*session, name));  // throws TableNotFoundError
    throw CheckpointError(fmt::format("no version of table '{}' is kept", name),
                          {.object_name = std::string(name)});
  }
  for (const ManifestRow& row : kept) {
    if (version && row.generation != *version) continue;
    require_whole(database_.files(), row, kept);
    return row;
  }
  throw CheckpointError(
      fmt::format("version {} of table '{}' is not kept{}", *version, name, kept_text(kept)),
      {.object_name = std::string(name)});
}

TableWriter::Replacement TableWriter::plan_restoring(Session& session, const ManifestRow& source) {
  auto target = find_target(session, source.table);
  const std::string path = database_.files().path_of(source).string();
  const Schema columns = session.schema_of_file({path, FileFormat::parquet});
  Table rows = scan_file(path, FileFormat::parquet, columns, core_.source());
  std::string spelled = target ? target->definition.name : source.table;
  ManifestRow version = new_version(spelled);
  // Not its source's: a view whose older rows came back would pass for one of today's.
  version.expression_hash = text_digest(path);
  return {std::move(spelled), std::string(kStageTable), std::move(rows),     std::move(target),
          std::move(version), source.definition,        source.checkpoint_id};
}

}  // namespace egregora::detail
