// SPDX-License-Identifier: Apache-2.0
// Begins in the constructor, rolls back in the destructor unless committed.
#include "database/transaction_state.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "database/conflict_retry.hpp"
#include "database/conversations.hpp"
#include "database/table_names.hpp"

namespace egregora::detail {

namespace {
// Innermost first; transactions of several databases may be nested.
thread_local TransactionState* innermost = nullptr;
}  // namespace

TransactionState::TransactionState(StorageCore& core)
    : core_(core),
      connection_(core.pool().acquire()),
      session_(core.engine(), *connection_, &core.scratch()),
      outer_(innermost) {
  connection_->begin();
  innermost = this;
}

TransactionState::~TransactionState() {
  innermost = outer_;
  if (!open_) return;
  connection_->rollback();
  settle();
  drop_stages();
}

TransactionState* TransactionState::current(const Database& database) noexcept {
  for (TransactionState* state = innermost; state != nullptr; state = state->outer_) {
    if (&state->core_.database() == &database) return state;
  }
  return nullptr;
}

ChangeableTable TransactionState::changeable(std::string_view name) {
  if (is_internal_name(name) && !is_temporary_name(name)) core_.throw_not_found(session_, name);
  if (core_.scratch().find(name)) {
    throw InvalidOperationError(
        fmt::format("table '{}' was written without a checkpoint; a transaction changes durable "
                    "tables only",
                    name),
        {.object_name = std::string(name)});
  }
  const TableName full = session_.resolve(name);
  auto schema = session_.schema_of(full);
  if (!schema) core_.throw_not_found(session_, name);
  return {full, std::move(*schema)};
}

void TransactionState::touch(std::string_view table, std::string_view changed_as) {
  if (is_temporary_name(table)) return;
  changed_.insert(fold_case(changed_as));
  const auto head = core_.database().index().head(table);
  if (!head || !head->fresh || !stale_.insert(fold_case(table)).second) return;
  mark_stale(session_, head->table);
}

void TransactionState::redefine(std::string_view table) {
  redefined_.insert(fold_case(table));
  changed_.insert(fold_case(table));
  core_.database().tables().unsettle(table);
}

void TransactionState::leave_file(std::string_view table, VersionState state) {
  const auto versions = core_.database().index().versions(table);
  if (versions.empty()) return;
  // Files that went with a table of that name before are not kept again.
  const auto before = left_.find(fold_case(table));
  const VersionState known = before == left_.end() ? versions.front().state : before->second;
  if (known == VersionState::tombstone && state == VersionState::detached) return;
  set_version_state(session_, versions.front().table, state);
  left_[fold_case(table)] = state;
}

std::optional<Uuid> TransactionState::fresh_version(std::string_view table) const {
  const std::string name = fold_case(table);
  if (stale_.contains(name) || redefined_.contains(name) || left_.contains(name)) return {};
  const auto head = core_.database().index().head(table);
  if (!head || !head->fresh) return {};
  return head->checkpoint_id;
}

std::string TransactionState::new_stage_name() {
  return fmt::format("{}stage_{}", kTemporaryPrefix, stages_++);
}

void TransactionState::commit() {
  for (const std::string& name : redefined_) {
    if (concerns_conversations(name)) {
      keep_conversations(session_);
      break;
    }
  }
  connection_->commit();
  open_ = false;
  apply_to_memory();
  drop_stages();
}

void TransactionState::finish() {
  Database& database = core_.database();
  database.after_commit();
  for (const auto& [name, state] : left_) {
    if (state == VersionState::tombstone) remove_files(name);
  }
}

void TransactionState::remove_files(std::string_view table) {
  Database& database = core_.database();
  const std::vector<ManifestRow> rows = database.index().versions(table);
  try {
    database.files().remove_stable(table, rows);
    database.files().remove(rows);
  } catch (const CheckpointError& error) {
    throw CheckpointError(
        fmt::format(
            "table '{}' is dropped, but its file is not removed yet; the next opening removes "
            "it: {}",
            table, error.what()),
        {.object_name = std::string(table)}, true);
  }
  database.forget_tombstones(session_, rows);
}

void TransactionState::apply_to_memory() {
  settle();
  Database& database = core_.database();
  for (const std::string& name : stale_) database.index().stale(name);
  for (const auto& [name, state] : left_) database.index().state_changed(name, state);
}

void TransactionState::settle() noexcept {
  for (const std::string& name : redefined_) core_.database().tables().settle(name);
}

void TransactionState::drop_stages() noexcept {
  for (int stage = 0; stage < stages_; ++stage) {
    try {
      session_.run(
          DropTable{session_.resolve(fmt::format("{}stage_{}", kTemporaryPrefix, stage)), true});
    } catch (const std::exception& error) {
      log(LogLevel::debug, error.what());
    }
  }
}

void run_transaction(StorageCore& core, const std::function<void(TransactionState&)>& unit,
                     int attempts) {
  Database& database = core.database();
  const WriterGuard guard(database.writers());
  const std::uint64_t turn = database.writers().turns();
  database.finish_publishing();
  std::optional<TransactionState> state;
  retry_conflicts(attempts, [&] {
    state.reset();
    state.emplace(core);
    unit(*state);
    state->commit();
  });
  database.table_turns().declare(turn, state->changed_tables());
  state->finish();
}

}  // namespace egregora::detail
