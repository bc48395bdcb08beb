// SPDX-License-Identifier: Apache-2.0
// Where DuckDB is closed.
#pragma once

#include <functional>

namespace egregora::duckdb {

/// Runs `work` on a thread of its own and waits for it; here, where no thread is to be had. DuckDB
/// 1.5.6 keeps settings in thread-local variables, and those of the main thread are gone when an
/// owner of static storage duration closes after main(). `work` must not throw.
void on_closing_thread(const std::function<void()>& work) noexcept;

}  // namespace egregora::duckdb
