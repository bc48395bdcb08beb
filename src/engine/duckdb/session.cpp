// SPDX-License-Identifier: Apache-2.0
// Sessions: their life, their transactions, and who may touch the connection when.
#include "engine/duckdb/session.hpp"

#include <egregora/core/errors.hpp>

#include <chrono>
#include <thread>

namespace egregora::duckdb {

Session::Session(ConnectionHandle handle, std::shared_ptr<InstanceState> instance)
    : handle_(std::move(handle)), instance_(std::move(instance)) {}

Session::~Session() { close_stream(); }

std::unique_lock<std::mutex> Session::enter() {
  std::unique_lock lock(use_);
  if (closed_) throw ClosedError("the database was closed before this call");
  return lock;
}

void Session::refuse_failed() const {
  if (transaction_ == Transaction::failed) {
    throw InvalidOperationError(
        "a statement of this transaction failed before; roll it back first");
  }
}

void Session::mark_failed() noexcept {
  if (transaction_ == Transaction::open) transaction_ = Transaction::failed;
}

void Session::note_fatal(std::string_view message) noexcept {
  if (is_fatal(message)) instance_->fatal = true;
}

void Session::fail(std::string_view message, std::string_view sql) {
  note_fatal(message);
  // Also where DuckDB itself would let the transaction live on (after a binder error): a unit of
  // work of which a part failed is not committed.
  mark_failed();
  throw_engine_error(message, sql);
}

void Session::begin() {
  const auto lock = enter();
  begin_locked("BEGIN TRANSACTION");
}

void Session::commit() {
  const auto lock = enter();
  commit_locked();
}

void Session::rollback() {
  const std::unique_lock lock(use_);
  if (closed_ || transaction_ == Transaction::none) return;
  rollback_locked();
}

void Session::begin_locked(std::string_view sql) {
  if (in_transaction()) throw InvalidOperationError("a transaction is open already");
  close_stream();
  run_plain(std::string(sql).c_str(), ErrorPlace::statement);
  transaction_ = Transaction::open;
  begin_epoch_ = instance_->catalog_epoch;
}

void Session::commit_locked() {
  if (!in_transaction()) throw InvalidOperationError("no transaction is open");
  close_stream();
  if (transaction_ == Transaction::failed) {
    // DuckDB 1.5.6 answers COMMIT with success here, and discards the work.
    rollback_locked();
    throw InvalidOperationError(
        "the transaction was rolled back, because a statement in it failed before");
  }
  try {
    run_plain("COMMIT", ErrorPlace::commit);
  } catch (...) {
    rollback_locked();
    throw;
  }
  end_transaction();
}

void Session::rollback_locked() {
  close_stream();
  duckdb_result result = {};
  // An error says that there is nothing left to roll back: after a failed COMMIT, or in a broken
  // instance.
  if (duckdb_query(handle_.get(), "ROLLBACK", &result) == DuckDBError) {
    const char* message = duckdb_result_error(&result);
    note_fatal(message == nullptr ? "" : message);
  }
  duckdb_destroy_result(&result);
  end_transaction();
}

void Session::end_transaction() noexcept {
  transaction_ = Transaction::none;
  if (std::exchange(catalog_changed_, false)) ++instance_->catalog_epoch;
  if (begin_epoch_ == instance_->catalog_epoch) return;
  // What was learned in this transaction may be older than what the next one sees.
  statements_.clear();
  schemas_.clear();
}

void Session::run_plain(const char* sql, ErrorPlace place) {
  ResultHandle result;
  if (duckdb_query(handle_.get(), sql, result.get()) == DuckDBSuccess) return;
  const char* message = duckdb_result_error(result.get());
  const std::string text = message == nullptr ? "DuckDB gives no reason" : message;
  note_fatal(text);
  throw_engine_error(text, sql, place);
}

void Session::interrupt() noexcept {
  const std::lock_guard guard(handle_guard_);
  if (!handle_) return;
  interrupted_ = true;
  duckdb_interrupt(handle_.get());
}

QueryProgress Session::progress() const noexcept {
  const std::lock_guard guard(handle_guard_);
  if (!handle_) return {.fraction = -1};
  const duckdb_query_progress_type progress = duckdb_query_progress(handle_.get());
  return {.fraction = progress.percentage < 0 ? -1 : progress.percentage / 100,
          .rows_done = progress.rows_processed,
          .rows_total = progress.total_rows_to_process};
}

void Session::close() noexcept {
  closed_ = true;
  std::unique_lock lock(use_, std::try_to_lock);
  while (!lock.owns_lock()) {
    // A statement that runs in another thread ends with an error; one that only begins forgets the
    // first interrupt.
    interrupt();
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
    static_cast<void>(lock.try_lock());
  }
  close_stream();
  transaction_ = Transaction::none;
  statements_.clear();
  schemas_.clear();
  const std::lock_guard guard(handle_guard_);
  handle_.reset();
}

Session::Use::Use(Session& session) : lock_(session.enter()), session_(session) {
  session.refuse_failed();
  session.close_stream();
}

void Session::Use::fail(std::string_view message, std::string_view sql) {
  session_.fail(message, sql);
}

}  // namespace egregora::duckdb
