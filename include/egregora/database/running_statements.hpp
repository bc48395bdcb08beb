// SPDX-License-Identifier: Apache-2.0
// What a manager's engine is doing right now, for those who watch from another thread: progress
// bars, and Ctrl-C.
#pragma once

#include <memory>
#include <optional>

namespace egregora {

namespace detail {
class StorageCore;
}

/// `storage.running()`. A value: cheap to copy; does nothing once the manager is closed.
/// Thread safety: any thread.
class RunningStatements {
 public:
  explicit RunningStatements(std::weak_ptr<detail::StorageCore> core);

  /// Makes every statement that runs now end with an error, and its transaction with it. Those that
  /// begin later are not touched: a caller that goes on must be told by other means.
  void interrupt() const noexcept;
  /// How far the longest-running statement is, in [0, 1]; absent where none runs, or none can tell.
  std::optional<double> progress() const noexcept;

 private:
  std::weak_ptr<detail::StorageCore> core_;
};

}  // namespace egregora
