// SPDX-License-Identifier: Apache-2.0
// Going on with a database that lost acknowledged commits, because somebody said so. The files of
// those commits may be all that is left of their rows: they are set aside, never removed.
#include <set>

#include <egregora/core/errors.hpp>
#include <egregora/data/schema.hpp>

#include "database/database.hpp"

namespace egregora::detail {

AcceptedLoss Database::accept_behind(Session& session) {
  if (read_only_) throw InvalidOperationError("this database was opened to be read only");
  if (!behind_) return {};
  // The order matters: until the log is written anew, the database is behind as before.
  AcceptedLoss loss = give_up(mark_lost_files(session));
  behind_ = false;
  recover(session);
  return loss;
}

/// The heads whose file went with the commits that are missing: a lost write took its place.
std::vector<ManifestRow> Database::mark_lost_files(Session& session) {
  std::vector<ManifestRow> lost = index_.heads();
  std::erase_if(lost, [&](const ManifestRow& head) { return files_->is_whole(head); });
  if (lost.empty()) return lost;
  TransactionScope transaction(session.connection());
  for (const ManifestRow& head : lost) mark_stale(session, head.table);
  transaction.commit();
  for (const ManifestRow& head : lost) index_.stale(head.table);
  after_commit();
  return lost;
}

AcceptedLoss Database::give_up(const std::vector<ManifestRow>& lost_files) {
  const std::int64_t held = index_.generation();
  AcceptedLoss loss;
  loss.generations = files_->log()->newest() - held;
  for (const std::string& name : files_->orphans(index_.all())) {
    const auto version = VersionName::parse(name);
    if (version && version->generation > held) loss.set_aside.push_back(files_->set_aside(name));
  }
  // Where a lost write took the place of a file that is still there, the file is published anew.
  // Not the others: another database may have published over them, rightly.
  const std::set<std::string> written = files_->log()->tables_after(held);
  std::vector<ManifestRow> published = lost_files;
  for (const ManifestRow& head : index_.heads()) {
    if (!written.contains(fold_case(head.table))) published.push_back(head);
  }
  std::erase_if(published, [&](const ManifestRow& row) { return !files_->is_published(row); });
  files_->restart_log(published);
  return loss;
}

}  // namespace egregora::detail
