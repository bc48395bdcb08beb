// SPDX-License-Identifier: Apache-2.0
// The Parquet files of a database's tables: what there is, and whether it is what it should be.
// Looks only.
#pragma once

#include <egregora/database/table_info.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace egregora {

namespace detail {
class StorageCore;
}

/// `storage.checkpoints()`. Thread safety: any thread. Lifetime: ClosedError once the manager is
/// closed.
class Checkpoints {
 public:
  explicit Checkpoints(std::weak_ptr<detail::StorageCore> core);

  /// The kept versions, by table and then newest first; of one table where `name` is given.
  std::vector<CheckpointInfo> list(std::string_view name = {}) const;
  /// Reads every file and compares it with its manifest. Empty: all is well.
  std::vector<Problem> verify() const;
  /// verify(), and: generations, files nobody knows, stale files, duplicate message ids, schemas
  /// that drifted.
  std::vector<Problem> doctor() const;

 private:
  std::weak_ptr<detail::StorageCore> core_;
};

}  // namespace egregora
