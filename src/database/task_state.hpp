// SPDX-License-Identifier: Apache-2.0
// What a TaskStore holds: no tasks, these are in the database.
#pragma once

#include <egregora/database/task_store.hpp>

#include "database/store_handle.hpp"
#include "database/task_queue.hpp"

namespace egregora {

struct TaskStore::State {
  detail::StoreHandle store;
  RetryPolicy retry;

  /// Carries `change` out, together with those of other threads, and returns what it returns.
  template <class F>
  auto run(const F& change) const {
    const auto core = store.core_for_writing();
    std::invoke_result_t<F, detail::TaskScope&> result{};
    core->database().parts().get<detail::TaskQueue>().submit(std::make_shared<detail::TaskChange>(
        core, store.clock(), [&](detail::TaskScope& scope) { result = change(scope); }));
    return result;
  }
  /// Carries `change` out as part of a caller's transaction.
  template <class F>
  auto run(Transaction& tx, const F& change) const {
    detail::TaskMemory memory;
    detail::TaskScope scope{store.joined(tx), memory, store.clock().now()};
    return change(scope);
  }
};

}  // namespace egregora
