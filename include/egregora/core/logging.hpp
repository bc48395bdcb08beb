// SPDX-License-Identifier: Apache-2.0
// The library's only way to say something besides a result or an error. It never picks a sink for
// its user.
#pragma once

#include <functional>
#include <string_view>

namespace egregora {

enum class LogLevel { debug, info, warning, error };

/// Receives every log line. Must not throw; may be called from any thread.
using LogSink = std::function<void(LogLevel, std::string_view)>;

/// Replaces the sink of this process; an empty function silences the library.
/// Default: warnings and errors go to the default spdlog logger.
/// Thread safety: any thread.
void set_log_sink(LogSink sink);

/// Writes one line to the current sink. Never throws.
void log(LogLevel level, std::string_view message) noexcept;

}  // namespace egregora
