// SPDX-License-Identifier: Apache-2.0
// The escape hatch: raw SQL with bound parameters on a connection that goes back to its pool by
// itself.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/data/scalar.hpp>
#include <egregora/engine/connection.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace egregora {

namespace detail {
class LeaseState;
}

/// A connection for raw SQL. Unqualified names are those of the database file.
///
/// Before its first statement that is not a read it takes the manager's writer lock, held until the
/// lease ends, and marks every checkpoint stale: nobody can tell what raw SQL changes. Thread
/// safety: one thread at a time. Lifetime: end it before the manager closes.
class RawConnection {
 public:
  explicit RawConnection(std::unique_ptr<detail::LeaseState> state);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// Runs any one statement with `?` or `$1` parameters; autocommit outside BEGIN ... COMMIT.
  /// Throws: DatabaseError and its kinds, carrying the SQL.
  DataFrame query(std::string_view sql, const std::vector<Scalar>& parameters = {});
  /// The same, handing rows out in batches of at most `batch_size` (>= 1), never holding the whole.
  /// Lifetime: drop the stream before the next statement and before the lease ends.
  std::unique_ptr<ResultStream> stream(std::string_view sql,
                                       const std::vector<Scalar>& parameters = {},
                                       std::int64_t batch_size = 65'536);

 private:
  std::unique_ptr<detail::LeaseState> state_;
};

/// Holds a connection; gives it back, rolled back and without temporary tables, when it ends.
/// Move-only.
class ConnectionLease {
 public:
  explicit ConnectionLease(std::unique_ptr<detail::LeaseState> state);
  RawConnection* operator->() const noexcept { return connection_.get(); }
  RawConnection& operator*() const noexcept { return *connection_; }

 private:
  std::unique_ptr<RawConnection> connection_;
};

}  // namespace egregora
