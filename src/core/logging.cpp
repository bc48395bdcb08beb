// SPDX-License-Identifier: Apache-2.0
// The one sink of this process. Lines are handed over outside the lock, so that a sink may log or
// replace itself.
#include <egregora/core/logging.hpp>

#include <spdlog/spdlog.h>

#include <memory>
#include <mutex>
#include <utility>

namespace egregora {
namespace {

void log_to_default_logger(LogLevel level, std::string_view message) {
  if (level == LogLevel::warning) spdlog::warn("{}", message);
  if (level == LogLevel::error) spdlog::error("{}", message);
}

struct SinkHolder {
  std::mutex mutex;
  std::shared_ptr<const LogSink> sink = std::make_shared<const LogSink>(log_to_default_logger);
};

// Never destroyed: objects that outlive main may still have something to say while they close.
SinkHolder& holder() {
  static SinkHolder& instance = *new SinkHolder;
  return instance;
}

}  // namespace

void set_log_sink(LogSink sink) {
  auto next = std::make_shared<const LogSink>(std::move(sink));
  const std::lock_guard lock(holder().mutex);
  holder().sink.swap(next);
}

void log(LogLevel level, std::string_view message) noexcept {
  try {
    std::shared_ptr<const LogSink> sink;
    {
      const std::lock_guard lock(holder().mutex);
      sink = holder().sink;
    }
    if (*sink) (*sink)(level, message);
  } catch (...) {
    // A log line that cannot be written must not change what the caller does.
  }
}

}  // namespace egregora
