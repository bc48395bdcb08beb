// SPDX-License-Identifier: Apache-2.0
// Windows by number of messages and by bytes; those by time are in window_spans.cpp.
// A window takes its step, then reaches into the next window's step for its overlap.
#include "window_cutter.hpp"

#include <fmt/format.h>
#include <egregora/core/errors.hpp>
#include <egregora/database/timezone.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace egregora::ingest {

namespace {

/// Keeps the window being filled and the one before it, while that still takes overlap.
class OverlappingCutter : public WindowCutter {
 public:
  explicit OverlappingCutter(WindowReceiver receiver) : receiver_(std::move(receiver)) {}

  void finish() override {
    // What the one before holds altogether, its overlap being all that is left, is no window.
    const bool contained = before_.has_value();
    close_before();
    if (current_ && !contained) receiver_(*current_);
    current_.reset();
    next_index_ = 0;
  }

 protected:
  void open_next(const CutMessage& message) {
    current_.emplace();
    current_->index = next_index_++;
    current_->start = message.timestamp;
    take(message);
  }
  void take(const CutMessage& message) {
    current_->take(message, false);
    current_->end = message.timestamp;
  }
  void take_overlap(const CutMessage& message) {
    before_->take(message, true);
    before_->end = message.timestamp;
  }
  void current_becomes_before() {
    close_before();
    before_ = std::exchange(current_, std::nullopt);
  }
  void close_before() {
    if (before_) receiver_(*before_);
    before_.reset();
  }

  std::optional<CutWindow> before_ = {};
  std::optional<CutWindow> current_ = {};

 private:
  WindowReceiver receiver_;
  std::int64_t next_index_ = 0;
};

class CountCutter final : public OverlappingCutter {
 public:
  CountCutter(const WindowOptions& options, WindowReceiver receiver)
      : OverlappingCutter(std::move(receiver)),
        step_(options.step_size),
        overlap_(overlap_of(options.step_size, options.overlap_ratio)) {}

  void add(const CutMessage& message) override {
    if (current_ && std::cmp_equal(current_->members.size(), step_)) current_becomes_before();
    const std::int64_t in_step = current_ ? static_cast<std::int64_t>(current_->members.size()) : 0;
    if (before_ && in_step == overlap_) close_before();
    if (before_) take_overlap(message);
    current_ ? take(message) : open_next(message);
  }

 private:
  std::int64_t step_;
  std::int64_t overlap_;
};

class ByteCutter final : public OverlappingCutter {
 public:
  ByteCutter(const WindowOptions& options, WindowReceiver receiver)
      : OverlappingCutter(std::move(receiver)),
        step_(options.step_size),
        overlap_(overlap_of(options.step_size, options.overlap_ratio)) {}

  void add(const CutMessage& message) override {
    // The overlap is a run without gaps: the first message that does not fit ends it.
    if (before_ && overlap_bytes_ + message.bytes > overlap_) close_before();
    if (before_) {
      take_overlap(message);
      overlap_bytes_ += message.bytes;
    }
    if (current_ && current_->bytes + message.bytes <= step_) return take(message);
    if (current_) pass_on(message);
    open_next(message);
    current_->oversize = message.bytes > step_;
  }

 private:
  void pass_on(const CutMessage& message) {
    const bool takes_overlap = !current_->oversize && message.bytes <= overlap_ && overlap_ > 0;
    current_becomes_before();
    if (!takes_overlap) return close_before();
    take_overlap(message);
    overlap_bytes_ = message.bytes;
  }

  std::int64_t step_;
  std::int64_t overlap_;
  std::int64_t overlap_bytes_ = 0;
};

[[noreturn]] void refuse(std::string_view option, std::string_view rule, std::string_view value) {
  throw InvalidOperationError(fmt::format("{} {}: {}", option, rule, value),
                              {.object_name = std::string(option)});
}

}  // namespace

WindowOptions checked_options(WindowOptions options) {
  if (options.step_size < 1) {
    refuse("step_size", "must be at least 1", std::to_string(options.step_size));
  }
  // A hundred thousand years in hours: beyond it, seconds would overflow.
  const bool timed = options.step_unit == StepUnit::hours || options.step_unit == StepUnit::days;
  if (timed && options.step_size > 876'000'000) {
    refuse("step_size", "of hours or days is at most 876000000", std::to_string(options.step_size));
  }
  if (std::isnan(options.overlap_ratio)) refuse("overlap_ratio", "must be a number", "nan");
  options.overlap_ratio = std::clamp(options.overlap_ratio, 0.0, 0.5);
  if (options.max_window_time && options.max_window_time->count() < 1) {
    refuse("max_window_time", "must be at least 1 second",
           std::to_string(options.max_window_time->count()));
  }
  if (!timezone_exists(options.timezone)) {
    refuse("timezone", "must be an IANA name such as Europe/Berlin", options.timezone);
  }
  return options;
}

std::int64_t overlap_of(std::int64_t size, double ratio) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(size) * ratio + 1e-9));
}

std::unique_ptr<WindowCutter> make_window_cutter(const WindowOptions& options,
                                                 WindowReceiver receiver) {
  switch (options.step_unit) {
    case StepUnit::messages:
      return std::make_unique<CountCutter>(options, std::move(receiver));
    case StepUnit::bytes:
      return std::make_unique<ByteCutter>(options, std::move(receiver));
    case StepUnit::hours:
    case StepUnit::days:
      break;
  }
  return make_span_cutter(options, std::move(receiver));
}

}  // namespace egregora::ingest
