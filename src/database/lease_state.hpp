// SPDX-License-Identifier: Apache-2.0
// What stands behind a leased connection: the writer lock once it writes, and no trust in it
// afterwards.
#pragma once

#include <optional>
#include <string_view>

#include "database/storage_core.hpp"

namespace egregora::detail {

/// What raw SQL may do; where it is not sure, the worse.
enum class RawStatement {
  reads,     ///< nothing of it lasts
  prepares,  ///< changes the session: BEGIN, SET
  changes,   ///< may change tables
};
RawStatement classify(std::string_view sql);

/// Thread safety: one thread at a time.
class LeaseState {
 public:
  explicit LeaseState(std::shared_ptr<StorageCore> core);
  ~LeaseState();
  LeaseState(const LeaseState&) = delete;
  LeaseState& operator=(const LeaseState&) = delete;

  DataFrame query(std::string_view sql, const std::vector<Scalar>& parameters);
  std::unique_ptr<ResultStream> stream(std::string_view sql, const std::vector<Scalar>& parameters,
                                       std::int64_t batch_size);

 private:
  void prepare(std::string_view sql);
  void begin_writing();

  std::shared_ptr<StorageCore> core_;
  std::optional<WriterGuard> guard_;
  PooledConnection connection_;
  bool used_up_ = false;  // nobody knows its settings any more
};

}  // namespace egregora::detail
