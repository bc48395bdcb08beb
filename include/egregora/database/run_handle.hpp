// SPDX-License-Identifier: Apache-2.0
// What a function that runs as a run (RunStore::track) knows of itself, and can tell.
#pragma once

#include <egregora/database/run_record.hpp>

#include <cstdint>
#include <mutex>
#include <string_view>

namespace egregora {

class RunStore;

/// Rows are kept until the run ends; all else is recorded at once, in a transaction of its own.
/// Thread safety: any thread. Lifetime: the call of the function that it was given to.
class RunHandle {
 public:
  RunHandle(RunStore& store, const Uuid& run_id) : store_(store), run_id_(run_id) {}
  RunHandle(const RunHandle&) = delete;
  RunHandle& operator=(const RunHandle&) = delete;

  const Uuid& run_id() const noexcept { return run_id_; }
  /// Adds to what was counted so far. Throws: InvalidOperationError where `rows` is negative.
  void add_rows_in(std::int64_t rows);
  void add_rows_out(std::int64_t rows);
  // What RunStore's calls of these names do.
  void heartbeat();
  void record_table(const RunTable& table);
  std::int64_t record_event(const NewRunEvent& event);

  /// What was counted; absent where nothing was.
  RunUpdate counted() const;

 private:
  RunStore& store_;
  Uuid run_id_;
  mutable std::mutex mutex_;
  RunUpdate counted_;
};

}  // namespace egregora
