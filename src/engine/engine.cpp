// SPDX-License-Identifier: Apache-2.0
// The parts of the interfaces that are the same for every engine.
#include <egregora/engine/engine.hpp>

namespace egregora {

Engine::~Engine() = default;
Connection::~Connection() = default;
ResultStream::~ResultStream() = default;
Appender::~Appender() = default;

TransactionScope::TransactionScope(Connection& connection) : connection_(connection) {
  connection_.begin();
}

TransactionScope::~TransactionScope() {
  if (!open_) return;
  try {
    connection_.rollback();
  } catch (...) {
    // The engine is gone or broken, and with it the transaction: whatever unwinds now says more.
  }
}

void TransactionScope::commit() {
  // Closed even where the commit fails: an engine has then rolled back by itself.
  open_ = false;
  connection_.commit();
}

}  // namespace egregora
