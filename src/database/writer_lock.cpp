// SPDX-License-Identifier: Apache-2.0
// A mutex that knows its owner.
#include "database/writer_lock.hpp"

#include <egregora/core/errors.hpp>

namespace egregora::detail {

void WriterLock::lock() {
  std::unique_lock guard(mutex_);
  refuse_owner();
  released_.wait(guard, [this] { return !locked_; });
  locked_ = true;
  owner_ = std::this_thread::get_id();
  ++turns_;
}

void WriterLock::refuse_owner() const {
  if (!locked_ || owner_ != std::this_thread::get_id()) return;
  throw InvalidOperationError(
      "this thread is already writing to this database: inside transaction() use the Transaction, "
      "and end a connection() that wrote before writing in another way");
}

void WriterLock::refuse_own_wait() const {
  const std::lock_guard guard(mutex_);
  refuse_owner();
}

void WriterLock::unlock() noexcept {
  {
    const std::lock_guard guard(mutex_);
    locked_ = false;
    owner_ = {};
  }
  released_.notify_one();
}

bool WriterLock::held_by_this_thread() const {
  const std::lock_guard guard(mutex_);
  return locked_ && owner_ == std::this_thread::get_id();
}

std::uint64_t WriterLock::turns() const {
  const std::lock_guard guard(mutex_);
  return turns_;
}

}  // namespace egregora::detail
