// SPDX-License-Identifier: Apache-2.0
// Connections to one engine: whoever needs one has it for itself, and gives it back.
#pragma once

#include <egregora/engine/engine.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace egregora::detail {

class ConnectionPool;

/// A connection for the owner's exclusive use; returns it, rolled back, when it goes. Move-only.
class PooledConnection {
 public:
  PooledConnection(std::shared_ptr<ConnectionPool> pool, std::unique_ptr<Connection> connection);
  ~PooledConnection();
  PooledConnection(PooledConnection&&) noexcept = default;
  PooledConnection& operator=(PooledConnection&&) = delete;

  Connection& operator*() const noexcept { return *connection_; }
  Connection* operator->() const noexcept { return connection_.get(); }
  /// Closes the connection instead of giving it back: after raw SQL, which may have changed its
  /// settings.
  void discard() noexcept;

 private:
  std::shared_ptr<ConnectionPool> pool_;
  std::unique_ptr<Connection> connection_;
};

/// Thread safety: any thread.
class ConnectionPool : public std::enable_shared_from_this<ConnectionPool> {
 public:
  explicit ConnectionPool(std::shared_ptr<Engine> engine) : engine_(std::move(engine)) {}

  /// The one used last, whose caches are warm, or a new one. Throws: ClosedError.
  PooledConnection acquire();
  /// Closes the idle ones and refuses from now on.
  void close() noexcept;

  /// Ends the statements that run on connections in use.
  void interrupt() noexcept;
  /// How far the first of them is that can tell.
  std::optional<double> progress() noexcept;

 private:
  friend class PooledConnection;
  PooledConnection lend(std::unique_ptr<Connection> connection);
  void give_back(std::unique_ptr<Connection> connection) noexcept;
  /// To be called before a connection that was lent is closed or idle again.
  void forget(const Connection& connection) noexcept;

  std::shared_ptr<Engine> engine_;
  std::mutex mutex_;
  bool closed_ = false;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::vector<Connection*> in_use_;  // oldest first
};

}  // namespace egregora::detail
