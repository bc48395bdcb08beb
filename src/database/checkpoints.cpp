// SPDX-License-Identifier: Apache-2.0
// The small object behind storage.checkpoints().
#include <egregora/database/checkpoints.hpp>

#include <egregora/core/errors.hpp>
#include <egregora/data/schema.hpp>

#include "database/doctor.hpp"
#include "database/storage_core.hpp"
#include "database/table_writer.hpp"

namespace egregora {

namespace {
std::shared_ptr<detail::StorageCore> open_core(const std::weak_ptr<detail::StorageCore>& core) {
  auto open = core.lock();
  if (!open) throw ClosedError("the storage manager is closed");
  return open;
}

CheckpointInfo describe(detail::Database& database, const detail::ManifestRow& row) {
  CheckpointInfo info{row.table, row.generation, row.created_at, row.rows, row.bytes};
  info.path = database.files().path_of(row);
  info.fresh = is_head(row, database.index()) &&
               database.checkpoint_state(row.table) == CheckpointState::fresh;
  info.checkpoint_id = row.checkpoint_id;
  return info;
}
}  // namespace

Checkpoints::Checkpoints(std::weak_ptr<detail::StorageCore> core) : core_(std::move(core)) {}

std::vector<CheckpointInfo> Checkpoints::list(std::string_view name) const {
  const auto core = open_core(core_);
  detail::Database& database = core->database();
  std::vector<CheckpointInfo> found;
  for (const detail::ManifestRow& row : database.index().all()) {
    if (row.state == detail::VersionState::tombstone) continue;
    if (!name.empty() && fold_case(row.table) != fold_case(name)) continue;
    found.push_back(describe(database, row));
  }
  return found;
}

CheckpointInfo Checkpoints::restore(std::string_view name,
                                    std::optional<std::int64_t> version) const {
  const auto core = open_core(core_);
  core->require_outside_transaction();
  core->database().require_writable();
  return describe(core->database(), detail::TableWriter(*core).restore(name, version));
}

AcceptedLoss Checkpoints::accept_behind() const {
  const auto core = open_core(core_);
  core->require_outside_transaction();
  detail::Database& database = core->database();
  const detail::WriterGuard guard(database.writers());
  detail::CallSession session(*core);
  return database.accept_behind(*session);
}

std::vector<Problem> Checkpoints::verify() const { return detail::verify_files(*open_core(core_)); }

std::vector<Problem> Checkpoints::doctor() const { return detail::examine(*open_core(core_)); }

}  // namespace egregora
