// SPDX-License-Identifier: Apache-2.0
// Recording runs, and functions that run as one. Looking is in run_reading.cpp.
#include <egregora/database/run_store.hpp>

#include <exception>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/core/logging.hpp>

#include "database/run_state.hpp"
#include "database/run_unit.hpp"

namespace egregora {

using detail::RunUnit;
using detail::TransactionState;

namespace {
/// Runs `work(unit)` as part of `tx`.
template <class F>
auto within(const detail::StoreHandle& store, Transaction& tx, const F& work) {
  RunUnit unit(store.joined(tx), store.clock().now());
  return work(unit);
}

/// Runs `work(unit)` in a transaction of its own.
template <class F>
auto alone(const detail::StoreHandle& store, const F& work) {
  using Result = std::invoke_result_t<const F&, RunUnit&>;
  const auto core = store.core_for_writing();
  std::conditional_t<std::is_void_v<Result>, bool, Result> result{};
  detail::run_transaction(*core, [&](TransactionState& state) {
    RunUnit unit(state, store.clock().now());
    if constexpr (std::is_void_v<Result>) {
      work(unit);
    } else {
      result = work(unit);
    }
  });
  if constexpr (!std::is_void_v<Result>) return result;
}

/// What a database can hold of the message of an exception, whose bytes may be anything.
std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    return Json::parse(Json(known.what()).dump()).as_string();
  } catch (...) {
    return "something was thrown that is no std::exception";
  }
}

void add_rows(std::optional<std::int64_t>& counted, std::int64_t rows) {
  if (rows < 0) {
    throw InvalidOperationError(fmt::format("a count of rows is not negative: {}", rows));
  }
  counted = counted.value_or(0) + rows;
}
}  // namespace

RunStore::RunStore(DuckDBStorageManager& storage, const StoreTools& tools)
    : state_(std::make_unique<State>(State{{storage, tools}})) {
  state_->store
      .require_tables<schemas::Runs, schemas::Lineage, schemas::RunEvents, schemas::RunTables>();
}

RunStore::RunStore(const StoreOptions& options)
    : state_(std::make_unique<State>(State{detail::StoreHandle(options)})) {
  state_->store
      .require_tables<schemas::Runs, schemas::Lineage, schemas::RunEvents, schemas::RunTables>();
}

RunStore::~RunStore() = default;

Uuid RunStore::create_run(const NewRun& run) {
  detail::check_new_run(run);
  const Uuid run_id = run.run_id ? *run.run_id : state_->store.ids().next();
  alone(state_->store, [&](RunUnit& unit) { unit.add(run, run_id); });
  return run_id;
}

Uuid RunStore::create_run(Transaction& tx, const NewRun& run) {
  detail::check_new_run(run);
  const Uuid run_id = run.run_id ? *run.run_id : state_->store.ids().next();
  within(state_->store, tx, [&](RunUnit& unit) { unit.add(run, run_id); });
  return run_id;
}

void RunStore::update_run_status(const Uuid& run_id, RunStatus status, const RunUpdate& update) {
  detail::check_update(status, update);
  alone(state_->store, [&](RunUnit& unit) { unit.change_status(run_id, status, update); });
}

void RunStore::update_run_status(Transaction& tx, const Uuid& run_id, RunStatus status,
                                 const RunUpdate& update) {
  detail::check_update(status, update);
  within(state_->store, tx, [&](RunUnit& unit) { unit.change_status(run_id, status, update); });
}

void RunStore::heartbeat(const Uuid& run_id) {
  alone(state_->store, [&](RunUnit& unit) { unit.beat(run_id); });
}

void RunStore::heartbeat(Transaction& tx, const Uuid& run_id) {
  within(state_->store, tx, [&](RunUnit& unit) { unit.beat(run_id); });
}

void RunStore::record_lineage(const NewLineage& lineage) {
  alone(state_->store, [&](RunUnit& unit) { unit.link(lineage); });
}

void RunStore::record_lineage(Transaction& tx, const NewLineage& lineage) {
  within(state_->store, tx, [&](RunUnit& unit) { unit.link(lineage); });
}

void RunStore::record_table(const Uuid& run_id, const RunTable& table) {
  detail::check_table(table);
  alone(state_->store, [&](RunUnit& unit) { unit.note_table(run_id, table); });
}

void RunStore::record_table(Transaction& tx, const Uuid& run_id, const RunTable& table) {
  detail::check_table(table);
  within(state_->store, tx, [&](RunUnit& unit) { unit.note_table(run_id, table); });
}

std::int64_t RunStore::record_event(const Uuid& run_id, const NewRunEvent& event) {
  detail::check_event(event);
  return alone(state_->store, [&](RunUnit& unit) { return unit.add_event(run_id, event); });
}

std::int64_t RunStore::record_event(Transaction& tx, const Uuid& run_id, const NewRunEvent& event) {
  detail::check_event(event);
  return within(state_->store, tx, [&](RunUnit& unit) { return unit.add_event(run_id, event); });
}

void RunStore::end_run(const Uuid& run_id, RunStatus status, const RunUpdate& update) {
  alone(state_->store, [&](RunUnit& unit) { unit.end(run_id, status, update); });
}

void RunStore::run_tracked(const NewRun& run, const std::function<void(RunHandle&)>& function) {
  if (run.status != RunStatus::running) {
    throw InvalidOperationError(
        fmt::format("a tracked run begins running, not {}", to_string(run.status)));
  }
  RunHandle handle(*this, create_run(run));
  try {
    function(handle);
  } catch (...) {
    RunUpdate update = handle.counted();
    update.error = message_of(std::current_exception());
    try {
      end_run(handle.run_id(), RunStatus::failed, update);
    } catch (const std::exception& second) {
      // The caller must see why the function failed, not this.
      log(LogLevel::warning, fmt::format("the failed run {} could not be recorded as such: {}",
                                         handle.run_id().to_string(), second.what()));
    }
    throw;
  }
  end_run(handle.run_id(), RunStatus::completed, handle.counted());
}

void RunHandle::add_rows_in(std::int64_t rows) {
  const std::lock_guard guard(mutex_);
  add_rows(counted_.rows_in, rows);
}

void RunHandle::add_rows_out(std::int64_t rows) {
  const std::lock_guard guard(mutex_);
  add_rows(counted_.rows_out, rows);
}

void RunHandle::heartbeat() { store_.heartbeat(run_id_); }

void RunHandle::record_table(const RunTable& table) { store_.record_table(run_id_, table); }

std::int64_t RunHandle::record_event(const NewRunEvent& event) {
  return store_.record_event(run_id_, event);
}

RunUpdate RunHandle::counted() const {
  const std::lock_guard guard(mutex_);
  return counted_;
}

}  // namespace egregora
