// SPDX-License-Identifier: Apache-2.0
// Storing messages and streaming them. Looking is in message_reading.cpp, what is left to enrich in
// message_candidates.cpp.
#include <egregora/database/message_repository.hpp>
#include <egregora/database/streaming.hpp>

#include "database/message_batch.hpp"
#include "database/message_insert.hpp"
#include "database/message_state.hpp"
#include "database/transaction_state.hpp"

namespace egregora {

using detail::MessageBatch;

MessageRepository::MessageRepository(DuckDBStorageManager& storage, const MessageTools& tools)
    : state_(std::make_unique<State>(
          State{{storage, {.clock = tools.clock}}, tools.author_namespace})) {
  state_->store.require_tables<schemas::Messages, schemas::Documents>();
}

MessageRepository::MessageRepository(const StoreOptions& options, const Uuid& author_namespace)
    : state_(std::make_unique<State>(State{detail::StoreHandle(options), author_namespace})) {
  state_->store.require_tables<schemas::Messages, schemas::Documents>();
}

MessageRepository::~MessageRepository() = default;

TypedTable<schemas::Messages> MessageRepository::State::messages() const {
  const auto core = store.core();
  detail::CallSession session(*core);
  return core->read(*session, schemas::Messages::table_name).as<schemas::Messages>();
}

InsertedMessages MessageRepository::insert_messages(const std::vector<NewMessage>& messages) {
  const auto core = state_->store.core_for_writing();
  const MessageBatch batch(messages, state_->author_namespace);
  if (messages.empty()) return {};
  const Timestamp now = state_->store.clock().now();
  InsertedMessages result;
  detail::run_transaction(*core, [&](detail::TransactionState& state) {
    Transaction transaction(state);
    result = detail::insert_messages(transaction, batch, now);
  });
  return result;
}

InsertedMessages MessageRepository::insert_messages(Transaction& tx,
                                                    const std::vector<NewMessage>& messages) {
  static_cast<void>(state_->store.joined(tx));
  const MessageBatch batch(messages, state_->author_namespace);
  return detail::insert_messages(tx, batch, state_->store.clock().now());
}

std::unique_ptr<TableStream> MessageRepository::stream(std::int64_t batch_size) const {
  return egregora::stream(in_declared_order(state_->messages()), batch_size);
}

}  // namespace egregora
