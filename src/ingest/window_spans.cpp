// SPDX-License-Identifier: Apache-2.0
// Windows by time: half-open spans on the wall clock of one zone, counted from 1970-01-01 00:00
// there, so that a day begins at midnight in summer and in winter, and a span keeps its index
// whatever messages come before it. Spans and the longest time allowed are measured on that clock.
#include "window_cutter.hpp"

#include <date/tz.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace egregora::ingest {

namespace {

using std::chrono::seconds;

std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

/// The instants of a zone's wall-clock times, never running backwards: a time shown twice is its
/// first showing, a time skipped is the moment of the jump.
class WallClock {
 public:
  explicit WallClock(const std::string& zone) {
    if (zone != "UTC") zone_ = date::locate_zone(zone);
  }
  Timestamp instant(std::int64_t local) const {
    if (zone_ == nullptr) return Timestamp{seconds{local}};
    const date::local_info info = zone_->get_info(date::local_seconds{seconds{local}});
    if (info.result == date::local_info::nonexistent) return Timestamp{info.first.end};
    return Timestamp{seconds{local} - info.first.offset};
  }
  std::int64_t local(Timestamp instant) const {
    const auto whole = std::chrono::floor<seconds>(instant);
    const seconds offset = zone_ == nullptr ? seconds{0} : zone_->get_info(whole).offset;
    return (whole.time_since_epoch() + offset).count();
  }

 private:
  const date::time_zone* zone_ = nullptr;
};

/// The longest step of whole seconds that keeps step and overlap within `limit`.
std::int64_t reduced_step(std::int64_t step, double ratio, std::optional<seconds> limit) {
  if (!limit || step + overlap_of(step, ratio) <= limit->count()) return step;
  step = static_cast<std::int64_t>(static_cast<double>(limit->count()) / (1 + ratio)) + 2;
  while (step > 1 && step + overlap_of(step, ratio) > limit->count()) --step;
  return step;
}

class SpanCutter final : public WindowCutter {
 public:
  SpanCutter(const WindowOptions& options, WindowReceiver receiver)
      : clock_(options.timezone),
        step_(
            reduced_step(options.step_size * (options.step_unit == StepUnit::days ? 86'400 : 3'600),
                         options.overlap_ratio, options.max_window_time)),
        overlap_(overlap_of(step_, options.overlap_ratio)),
        receiver_(std::move(receiver)) {}

  void add(const CutMessage& message) override {
    if (before_ && message.timestamp >= before_->end) close(before_);
    if (current_ && message.timestamp >= step_end_) {
      close(before_);
      before_ = std::exchange(current_, std::nullopt);
      if (message.timestamp >= before_->end) close(before_);
    }
    if (before_) before_->take(message, true);
    if (!current_) open(message.timestamp);
    current_->take(message, false);
  }

  void finish() override {
    close(before_);
    close(current_);
  }

 private:
  void open(Timestamp instant) {
    std::int64_t index = floor_divide(clock_.local(instant), step_);
    // The clock shows some times twice: then the span is the one that began last.
    while (clock_.instant(index * step_) > instant) --index;
    while (clock_.instant((index + 1) * step_) <= instant) ++index;
    current_.emplace();
    current_->index = index;
    current_->start = clock_.instant(index * step_);
    step_end_ = clock_.instant((index + 1) * step_);
    current_->end = clock_.instant((index + 1) * step_ + overlap_);
  }
  void close(std::optional<CutWindow>& window) {
    if (window) receiver_(*window);
    window.reset();
  }

  WallClock clock_;
  std::int64_t step_;
  std::int64_t overlap_;
  WindowReceiver receiver_;
  std::optional<CutWindow> before_ = {};
  std::optional<CutWindow> current_ = {};
  Timestamp step_end_ = {};
};

}  // namespace

std::unique_ptr<WindowCutter> make_span_cutter(const WindowOptions& options,
                                               WindowReceiver receiver) {
  return std::make_unique<SpanCutter>(options, std::move(receiver));
}

}  // namespace egregora::ingest
