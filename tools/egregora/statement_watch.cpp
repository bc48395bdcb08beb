// SPDX-License-Identifier: Apache-2.0
// Asking the engine a few times a second: often enough for the eye, too seldom to cost anything.
#include "tools/egregora/statement_watch.hpp"

#include <chrono>
#include <utility>

namespace egregora::program {
namespace {

constexpr auto kBetweenLooks = std::chrono::milliseconds(250);

}  // namespace

StatementWatch::StatementWatch(ProgressBar& bar, RunningStatements statements, std::string label)
    : bar_(bar), statements_(std::move(statements)), label_(std::move(label)) {
  if (bar_.enabled()) thread_ = std::thread([this] { watch(); });
}

StatementWatch::~StatementWatch() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    end_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void StatementWatch::set_label(std::string label) {
  const std::lock_guard lock(mutex_);
  label_ = std::move(label);
}

void StatementWatch::watch() {
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, kBetweenLooks, [this] { return end_; })) {
    const auto fraction = statements_.progress();
    if (fraction) bar_.update({.label = label_, .fraction = fraction});
  }
}

}  // namespace egregora::program
