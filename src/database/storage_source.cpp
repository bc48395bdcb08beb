// SPDX-License-Identifier: Apache-2.0
// One statement a call. A stream keeps a connection of its own until it ends.
#include "database/storage_source.hpp"

#include <utility>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/cached_rows.hpp"
#include "database/file_export.hpp"
#include "database/storage_core.hpp"
#include "database/transaction_state.hpp"

namespace egregora::detail {

namespace {
class StorageStream final : public TableStream {
 public:
  StorageStream(std::shared_ptr<StorageCore> core, const Table& table, std::int64_t batch_size)
      : core_(std::move(core)), session_(*core_), result_(session_->stream(table, batch_size)) {}

  const Schema& schema() const noexcept override { return result_->schema(); }
  std::optional<DataFrame> next() override { return result_->next(); }

 private:
  // In this order: the result goes first, then the session's tables, then the connection.
  std::shared_ptr<StorageCore> core_;
  CallSession session_;
  std::unique_ptr<ResultStream> result_;
};
}  // namespace

std::shared_ptr<StorageCore> StorageSource::core() const {
  auto core = core_.lock();
  if (!core) throw ClosedError("the storage manager that this table was read from is closed");
  return core;
}

void StorageSource::with_session(const Table& table,
                                 const std::function<void(Session&)>& use) const {
  const auto storage = core();
  storage->require_own(table);
  if (TransactionState* transaction = TransactionState::current(storage->database())) {
    return use(transaction->session());
  }
  CallSession session(*storage);
  use(*session);
}

DataFrame StorageSource::execute(const Table& table, const Parameters& parameters) const {
  DataFrame frame;
  with_session(table, [&](Session& session) { frame = session.query(table, parameters); });
  return frame;
}

Table StorageSource::cache(const Table& table) const {
  const auto storage = core();
  storage->require_own(table);
  if (TransactionState::current(storage->database()) != nullptr) {
    throw InvalidOperationError(
        "a table cannot be cached inside a transaction, whose rows no other connection sees; cache "
        "it before, or execute it");
  }
  return cached_table(storage, table, shared_from_this());
}

std::unique_ptr<TableStream> StorageSource::stream(const Table& table,
                                                   std::int64_t batch_size) const {
  if (batch_size < 1) {
    throw InvalidOperationError(fmt::format("a batch has at least one row: {}", batch_size));
  }
  const auto storage = core();
  storage->require_own(table);
  if (TransactionState::current(storage->database()) != nullptr) {
    throw InvalidOperationError(
        "a table cannot be streamed inside a transaction, whose connection has other things to do; "
        "execute it, or begin the stream before the transaction");
  }
  return std::make_unique<StorageStream>(storage, table, batch_size);
}

std::string StorageSource::compile(const Table& table) const {
  std::string text;
  with_session(table, [&](Session& session) { text = session.text(table); });
  return text;
}

std::string StorageSource::explain(const Table& table) const {
  std::string text;
  with_session(table, [&](Session& session) { text = session.explain(table); });
  return text;
}

void StorageSource::export_to(const Table& table, const std::filesystem::path& path,
                              FileFormat format) const {
  const auto storage = core();
  with_session(table, [&](Session& session) {
    export_file(session, storage->database().files().file_system(), table, path, format);
  });
}

}  // namespace egregora::detail
