// SPDX-License-Identifier: Apache-2.0
#include "database/store_handle.hpp"

#include <egregora/core/errors.hpp>

#include "database/storage_access.hpp"

namespace egregora::detail {

StoreHandle::StoreHandle(DuckDBStorageManager& storage, const StoreTools& tools) {
  const auto core = StorageAccess::core(storage);
  core_ = core;
  clock_ = tools.clock ? tools.clock : core->shared_clock();
  ids_ = tools.ids ? tools.ids : core->shared_ids();
}

StoreHandle::StoreHandle(const StoreOptions& options)
    : own_(std::make_unique<DuckDBStorageManager>(
          StorageOptions{.db_path = options.db_path, .clock = options.clock, .ids = options.ids})) {
  const auto core = StorageAccess::core(*own_);
  core_ = core;
  clock_ = core->shared_clock();
  ids_ = core->shared_ids();
}

std::shared_ptr<StorageCore> StoreHandle::open_core() const {
  auto core = core_.lock();
  if (!core) throw ClosedError("the storage manager of this store is closed");
  return core;
}

std::shared_ptr<StorageCore> StoreHandle::core() const {
  auto core = open_core();
  core->require_outside_transaction();
  return core;
}

std::shared_ptr<StorageCore> StoreHandle::core_for_writing() const {
  auto storage = core();
  storage->database().require_writable();
  storage->database().writers().refuse_own_wait();
  return storage;
}

TransactionState& StoreHandle::joined(Transaction& transaction) const {
  TransactionState& state = StorageAccess::state(transaction);
  if (&state.core().database() == &open_core()->database()) return state;
  throw InvalidOperationError("this transaction is one of another database than the store's");
}

bool StoreHandle::has_table(std::string_view name, const Schema& schema) const {
  const auto storage = core();
  CallSession session(*storage);
  if (!session->schema_of(session->durable(name))) return false;
  validate_schema(storage->read(*session, name), schema);
  return true;
}

void StoreHandle::create(const std::function<void(Transaction&)>& tables) const {
  if (core()->database().read_only()) return;
  run_transaction(*core_for_writing(), [&](TransactionState& state) {
    Transaction transaction(state);
    tables(transaction);
  });
}

}  // namespace egregora::detail
