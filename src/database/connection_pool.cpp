// SPDX-License-Identifier: Apache-2.0
// Last in, first out: few connections stay busy, and the rest are closed.
#include "database/connection_pool.hpp"

#include <egregora/core/errors.hpp>

namespace egregora::detail {

namespace {
// More idle ones than this are closed: each holds an engine session with its caches.
constexpr std::size_t kMostIdle = 16;
}  // namespace

PooledConnection::PooledConnection(std::shared_ptr<ConnectionPool> pool,
                                   std::unique_ptr<Connection> connection)
    : pool_(std::move(pool)), connection_(std::move(connection)) {}

PooledConnection::~PooledConnection() {
  if (connection_) pool_->give_back(std::move(connection_));
}

void PooledConnection::discard() noexcept {
  if (connection_) pool_->forget(*connection_);
  connection_.reset();
}

PooledConnection ConnectionPool::acquire() {
  std::shared_ptr<Engine> engine;
  {
    const std::lock_guard guard(mutex_);
    if (closed_) throw ClosedError("the storage manager is closed");
    if (!idle_.empty()) {
      in_use_.push_back(idle_.back().get());
      PooledConnection pooled(shared_from_this(), std::move(idle_.back()));
      idle_.pop_back();
      return pooled;
    }
    engine = engine_;
  }
  return lend(engine->connect());
}

PooledConnection ConnectionPool::lend(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard guard(mutex_);
    in_use_.push_back(connection.get());
  }
  return PooledConnection(shared_from_this(), std::move(connection));
}

void ConnectionPool::forget(const Connection& connection) noexcept {
  const std::lock_guard guard(mutex_);
  std::erase(in_use_, &connection);
}

void ConnectionPool::interrupt() noexcept {
  const std::lock_guard guard(mutex_);
  for (Connection* connection : in_use_) connection->interrupt();
}

std::optional<double> ConnectionPool::progress() noexcept {
  const std::lock_guard guard(mutex_);
  for (const Connection* connection : in_use_) {
    const double fraction = connection->progress().fraction;
    if (fraction >= 0) return fraction;
  }
  return std::nullopt;
}

void ConnectionPool::close() noexcept {
  std::vector<std::unique_ptr<Connection>> idle;
  const std::lock_guard guard(mutex_);
  closed_ = true;
  idle.swap(idle_);
  engine_.reset();
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) noexcept {
  forget(*connection);
  try {
    connection->rollback();
    const std::lock_guard guard(mutex_);
    if (!closed_ && idle_.size() < kMostIdle) idle_.push_back(std::move(connection));
  } catch (...) {
    connection.reset();  // it cannot be trusted; the next user gets a new one
  }
}

}  // namespace egregora::detail
