// SPDX-License-Identifier: Apache-2.0
// Each check is a function that appends what it finds. Kinds of problems are stable words for
// programs.
#include "database/doctor.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

namespace egregora::detail {

namespace {
using Problems = std::vector<Problem>;

std::string write_again(std::string_view table) {
  return fmt::format("write the file again: checkpoint(\"{}\")", table);
}

void check_version(const CheckpointFiles& files, const ManifestRow& row, Problems& problems) {
  const std::filesystem::path path = files.path_of(row);
  const std::string remedy = write_again(row.table);
  const auto status = files.file_system().status(path);
  if (!status) {
    problems.push_back(
        {"checkpoint-missing", row.table,
         fmt::format("the Parquet file of version {} is gone: '{}'", row.generation, path.string()),
         remedy});
    return;
  }
  if (status->size == row.bytes && files.file_system().digest(path) == row.digest) return;
  problems.push_back(
      {"checkpoint-damaged", row.table,
       fmt::format("the Parquet file of version {} does not hold what was written: '{}'",
                   row.generation, path.string()),
       remedy});
}

void check_stable(const CheckpointFiles& files, const ManifestRow& head, Problems& problems) {
  if (!files.is_published(head) || files.is_in_place(head)) return;
  const std::filesystem::path path = files.layout().stable(head.table);
  const bool is_there = files.file_system().status(path).has_value();
  const std::string_view what =
      is_there ? "another program or another database wrote this file" : "the Parquet file is gone";
  problems.push_back({is_there ? "checkpoint-foreign" : "checkpoint-missing", head.table,
                      fmt::format("{}: '{}'", what, path.string()), write_again(head.table)});
}

void check_generations(Database& database, Problems& problems) {
  const GenerationLog* log = database.files().log();
  if (log == nullptr || !database.behind()) return;
  problems.push_back(
      {"database-behind", database.path()->string(),
       fmt::format("the database holds generation {}, but {} was acknowledged: commits are missing",
                   database.index().generation(), log->newest()),
       "restore the database file from a backup; to go on with it as it is, remove the file that "
       "ends "
       "in .generations beside it"});
}

void check_freshness(Database& database, Problems& problems) {
  for (const ManifestRow& head : database.index().heads()) {
    const bool is_published = database.files().is_published(head);
    if (head.fresh && is_published) continue;
    problems.push_back({"checkpoint-stale", head.table,
                        is_published ? "the table changed since its Parquet file was written"
                                     : "the Parquet file is written, but not in its place yet",
                        write_again(head.table)});
  }
}

void check_orphans(Database& database, Problems& problems) {
  for (const std::string& name : database.files().orphans(database.index().all())) {
    problems.push_back({"orphan-file", name,
                        fmt::format("no manifest names this file: '{}'",
                                    database.files().layout().version(name).string()),
                        "open the database for writing once: it is removed then"});
  }
}

void check_message_ids(StorageCore& core, Session& session, Problems& problems) {
  using schemas::Messages;
  const auto schema = session.schema_of(session.durable(Messages::table_name));
  if (!schema || !schema->contains("message_id")) return;
  const Table repeated = core.read(session, Messages::table_name)
                             .group_by("message_id")
                             .agg(Named{"copies", count()})
                             .filter(col("copies") > 1);
  const auto ids = session.query(repeated.agg(Named{"ids", count()})).column<std::int64_t>(0)[0];
  if (ids == 0) return;
  problems.push_back({"duplicate-message-id", std::string(Messages::table_name),
                      fmt::format("{} ids stand for more than one message", ids),
                      "find them with group_by(\"message_id\"), and delete_rows() all but one"});
}

template <class S>
void check_schema_of(StorageCore& core, Session& session, Problems& problems) {
  if (!session.schema_of(session.durable(S::table_name))) return;
  try {
    validate_schema(core.read(session, S::table_name), S::schema());
  } catch (const SchemaMismatchError& error) {
    problems.push_back({"schema-drift", std::string(S::table_name), error.what(),
                        "run the migrations; a table changed by hand must be changed back"});
  }
}
}  // namespace

std::vector<Problem> verify_files(StorageCore& core) {
  Database& database = core.database();
  Problems problems;
  for (const ManifestRow& row : database.index().all()) {
    // In memory only the newest file is kept, and it is the one at the table's name.
    const bool exists = database.files().keeps_versions() || is_head(row, database.index());
    if (exists && row.state != VersionState::tombstone) {
      check_version(database.files(), row, problems);
    }
  }
  if (!database.files().keeps_versions()) return problems;
  for (const ManifestRow& head : database.index().heads()) {
    check_stable(database.files(), head, problems);
  }
  return problems;
}

std::vector<Problem> examine(StorageCore& core) {
  Problems problems = verify_files(core);
  check_generations(core.database(), problems);
  check_freshness(core.database(), problems);
  check_orphans(core.database(), problems);
  CallSession session(core);
  check_message_ids(core, *session, problems);
  check_schema_of<schemas::Messages>(core, *session, problems);
  check_schema_of<schemas::Windows>(core, *session, problems);
  check_schema_of<schemas::WindowMessages>(core, *session, problems);
  check_schema_of<schemas::Runs>(core, *session, problems);
  check_schema_of<schemas::Rejects>(core, *session, problems);
  return problems;
}

}  // namespace egregora::detail
