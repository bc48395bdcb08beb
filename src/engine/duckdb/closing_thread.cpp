// SPDX-License-Identifier: Apache-2.0
#include "engine/duckdb/closing_thread.hpp"

#include <system_error>
#include <thread>

namespace egregora::duckdb {

void on_closing_thread(const std::function<void()>& work) noexcept {
  std::thread thread;
  try {
    thread = std::thread(work);
  } catch (const std::system_error&) {
    work();
    return;
  }
  thread.join();
}

}  // namespace egregora::duckdb
