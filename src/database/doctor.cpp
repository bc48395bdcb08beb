// SPDX-License-Identifier: Apache-2.0
// Each check is a function that appends what it finds. Kinds of problems are stable words for
// programs.
#include "database/doctor.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

#include "database/declared_definition.hpp"
#include "database/file_origin.hpp"

namespace egregora::detail {

namespace {
using Problems = std::vector<Problem>;

std::string write_again(const Database& database, std::string_view table) {
  if (database.behind()) return "decide first what becomes of the database, which is behind";
  return fmt::format("write the file again: checkpoint(\"{}\")", table);
}

/// What helps where the file of a version is gone or damaged.
std::string remedy_of(const Database& database, const ManifestRow& row) {
  if (is_head(row, database.index())) return write_again(database, row.table);
  if (row.state == VersionState::detached) {
    return fmt::format(
        "its table is dropped; to forget the version: drop_table(\"{}\", {{.checkpoint_too = "
        "true}})",
        row.table);
  }
  return "it cannot be restored; it goes once enough newer versions are kept";
}

void check_version(const Database& database, const ManifestRow& row, Problems& problems) {
  const CheckpointFiles& files = database.files();
  if (files.is_whole(row)) return;
  const std::filesystem::path path = files.path_of(row);
  const bool is_there = files.file_system().status(path).has_value();
  problems.push_back(
      {is_there ? "checkpoint-damaged" : "checkpoint-missing", row.table,
       fmt::format("the Parquet file of version {} {}: '{}'", row.generation,
                   is_there ? "does not hold what was written" : "is gone", path.string()),
       remedy_of(database, row)});
}

/// Who wrote the file at a table's name, which is not the head's.
std::string writer_of(Session& session, const std::filesystem::path& path, const Uuid& own_id) {
  constexpr std::string_view kStranger = "another program wrote this file";
  try {
    const auto origin = read_origin(session.connection(), path);
    if (!origin) return std::string(kStranger);
    if (origin->database_id != own_id) {
      return fmt::format("two databases share this folder; database {} wrote this file",
                         origin->database_id.to_string());
    }
    return fmt::format("this file is of version {}, which is not the table's", origin->generation);
  } catch (const DatabaseError&) {
    return std::string(kStranger);  // it is no whole Parquet file
  }
}

void check_stable(const Database& database, Session& session, const ManifestRow& head,
                  Problems& problems) {
  const CheckpointFiles& files = database.files();
  if (!files.is_published(head) || files.is_in_place(head)) return;
  const std::filesystem::path path = files.layout().stable(head.table);
  const bool is_there = files.file_system().status(path).has_value();
  const std::string what =
      is_there ? writer_of(session, path, database.id()) : "the Parquet file is gone";
  problems.push_back({is_there ? "checkpoint-foreign" : "checkpoint-missing", head.table,
                      fmt::format("{}: '{}'", what, path.string()),
                      write_again(database, head.table)});
}

void check_generations(const Database& database, Problems& problems) {
  const GenerationLog* log = database.files().log();
  if (log == nullptr || !database.behind()) return;
  problems.push_back(
      {"database-behind", database.path()->string(),
       fmt::format("the database holds generation {}, but {} was acknowledged: commits are missing",
                   database.index().generation(), log->newest()),
       fmt::format("restore the database file from a backup, or make another one of the files in "
                   "'{}' by rebuild_database(); to go on with this one as it is: "
                   "checkpoints().accept_behind()",
                   database.files().layout().folder().string())});
}

void check_freshness(Database& database, Problems& problems) {
  for (const ManifestRow& head : database.index().heads()) {
    const bool is_published = database.files().is_published(head);
    if (head.fresh && is_published) continue;
    problems.push_back({"checkpoint-stale", head.table,
                        is_published ? "the table changed since its Parquet file was written"
                                     : "the Parquet file is written, but not in its place yet",
                        write_again(database, head.table)});
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

/// Copies that were kept when the end of a log was cut off: see wal_tail.hpp.
void check_logs_set_aside(const Database& database, Problems& problems) {
  if (!database.path()) return;
  const std::filesystem::path folder = std::filesystem::absolute(*database.path()).parent_path();
  const std::string begins = database.path()->filename().string() + ".wal.refused-";
  for (const std::string& name : database.files().file_system().list(folder)) {
    if (!name.starts_with(begins)) continue;
    const std::string path = (folder / name).string();
    problems.push_back(
        {"log-set-aside", path,
         fmt::format("a power cut left the end of the log without its bytes, and it was cut there; "
                     "nothing that was acknowledged was in that end. This is the log as it was "
                     "found: '{}'",
                     path),
         "look whether the last changes are there, and delete it"});
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
}  // namespace

std::vector<Problem> verify_files(StorageCore& core) {
  const Database& database = core.database();
  Problems problems;
  for (const ManifestRow& row : database.index().all()) {
    // In memory only the newest file is kept, and it is the one at the table's name.
    const bool exists = database.files().keeps_versions() || is_head(row, database.index());
    if (exists && row.state != VersionState::tombstone) {
      check_version(database, row, problems);
    }
  }
  if (!database.files().keeps_versions()) return problems;
  CallSession session(core);
  for (const ManifestRow& head : database.index().heads()) {
    check_stable(database, *session, head, problems);
  }
  return problems;
}

std::vector<Problem> examine(StorageCore& core) {
  Problems problems = verify_files(core);
  check_generations(core.database(), problems);
  check_freshness(core.database(), problems);
  check_orphans(core.database(), problems);
  check_logs_set_aside(core.database(), problems);
  CallSession session(core);
  check_message_ids(core, *session, problems);
  for (Problem& drift : drift_of(core, false)) problems.push_back(std::move(drift));
  return problems;
}

}  // namespace egregora::detail
