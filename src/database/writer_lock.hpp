// SPDX-License-Identifier: Apache-2.0
// One writer at a time in a database. Writers wait for each other; a thread that would wait for
// itself gets an error. Not a std::mutex, because a lease may end on another thread than the one it
// was taken on.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace egregora::detail {

/// Thread safety: any thread.
class WriterLock {
 public:
  /// Throws: InvalidOperationError where this thread holds it already.
  void lock();
  void unlock() noexcept;
  bool held_by_this_thread() const;
  /// What lock() throws where it would wait for this thread itself.
  void refuse_own_wait() const;
  /// How often it was taken. Who finds it one higher than at his last turn knows that nobody wrote
  /// between.
  std::uint64_t turns() const;

 private:
  void refuse_owner() const;

  mutable std::mutex mutex_;
  std::condition_variable released_;
  bool locked_ = false;
  std::uint64_t turns_ = 0;
  std::thread::id owner_;
};

/// Holds the lock from construction to destruction.
class WriterGuard {
 public:
  explicit WriterGuard(WriterLock& lock) : lock_(lock) { lock_.lock(); }
  ~WriterGuard() { lock_.unlock(); }
  WriterGuard(const WriterGuard&) = delete;
  WriterGuard& operator=(const WriterGuard&) = delete;

 private:
  WriterLock& lock_;
};

}  // namespace egregora::detail
