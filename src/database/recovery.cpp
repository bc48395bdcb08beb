// SPDX-License-Identifier: Apache-2.0
// Step 5 of a checkpoint: what a writable opening finishes or removes after a crash. Nothing is
// removed unless it is this database's and the database says that nobody needs it.
#include <algorithm>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "database/database.hpp"
#include "database/table_names.hpp"

namespace egregora::detail {

namespace {
/// Keeps going: a leftover that cannot be removed is no reason to refuse the database; doctor
/// reports it.
template <class F>
void attempt(F&& step) {
  try {
    step();
  } catch (const CheckpointError& error) {
    log(LogLevel::warning, error.what());
  }
}

std::vector<ManifestRow> with_state(const std::vector<ManifestRow>& rows, VersionState state) {
  std::vector<ManifestRow> found;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(found),
               [&](const ManifestRow& row) { return row.state == state; });
  return found;
}

void warn_of_unpublished(const CheckpointFiles& files, const std::vector<ManifestRow>& heads) {
  for (const ManifestRow& row : heads) {
    if (files.is_published(row)) continue;
    log(LogLevel::warning,
        "the Parquet file of table '" + row.table +
            "' could not be put in its place; the next write tries again, and doctor says more");
  }
}
}  // namespace

void Database::recover(Session& session) {
  drop_stage(session);
  if (in_memory()) return;
  finish_publishing();
  warn_of_unpublished(*files_, index_.heads());
  remove_leftovers(session);
  attempt([&] { files_->compact_log(index_.heads()); });
}

void Database::drop_stage(Session& session) {
  // Writers wait for each other, so there is one at most. Asking for all tables costs milliseconds,
  // and asking for one that is not there costs one; dropping it costs neither, and writes nothing.
  session.run(DropTable{session.durable(kStageTable), true});
}

void Database::remove_leftovers(Session& session) {
  const std::vector<ManifestRow> rows = index_.all();
  for (const std::string& name : files_->orphans(rows)) {
    attempt([&] { files_->remove_version(name); });
  }
  const std::vector<ManifestRow> dead = with_state(rows, VersionState::tombstone);
  for (const ManifestRow& row : dead) {
    // A table that has come back under the name owns the stable file.
    attempt([&] {
      if (!index_.head(row.table)) files_->remove_stable(row.table, {row});
      files_->remove({row});
    });
  }
  forget_tombstones(session, dead);
}

void Database::forget_tombstones(Session& session, const std::vector<ManifestRow>& dead) {
  std::vector<Uuid> ids;
  for (const ManifestRow& row : dead) {
    // The newest generation stays known, or the database would look older than its log.
    if (row.generation != index_.generation()) ids.push_back(row.checkpoint_id);
  }
  if (ids.empty()) return;
  delete_versions(session, ids);
  after_commit();
  index_.removed(ids);
}

}  // namespace egregora::detail
