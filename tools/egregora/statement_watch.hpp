// SPDX-License-Identifier: Apache-2.0
// Keeps the progress bar moving while the engine works on one long statement and nobody else can
// tell how far it is.
#pragma once

#include <egregora/database/running_statements.hpp>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "tools/egregora/progress_bar.hpp"

namespace egregora::program {

/// Watches from its construction to its destruction, on a thread of its own.
/// Thread safety: any thread. Lifetime: `bar` must outlive it.
class StatementWatch {
 public:
  StatementWatch(ProgressBar& bar, RunningStatements statements, std::string label);
  ~StatementWatch();
  StatementWatch(const StatementWatch&) = delete;
  StatementWatch& operator=(const StatementWatch&) = delete;

  /// What the statements from here on belong to.
  void set_label(std::string label);

 private:
  void watch();

  ProgressBar& bar_;
  RunningStatements statements_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;
  std::string label_;
  std::thread thread_;
};

}  // namespace egregora::program
