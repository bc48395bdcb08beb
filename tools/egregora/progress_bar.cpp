// SPDX-License-Identifier: Apache-2.0
// Drawing the progress line. The time left assumes the speed so far: good enough, and never jumps
// about.
#include "tools/egregora/progress_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "tools/egregora/quantity_text.hpp"

namespace egregora::program {
namespace {

constexpr auto kBetweenDrawings = std::chrono::milliseconds(100);
constexpr int kWidestBar = 30;
constexpr int kNarrowestBar = 5;
constexpr double kFirstEstimate = 1.0;  // seconds: before that the speed is noise

std::optional<double> fraction_of(const ProgressState& state) {
  if (state.fraction) return std::clamp(*state.fraction, 0.0, 1.0);
  if (!state.total || *state.total == 0) return std::nullopt;
  return std::min(1.0, static_cast<double>(state.done) / static_cast<double>(*state.total));
}

/// What stands right of the bar.
std::string amounts(const ProgressState& state, double elapsed) {
  std::string text;
  const auto fraction = fraction_of(state);
  if (fraction) text += fmt::format(" {:3.0f} %", std::floor(*fraction * 100));
  if (state.total) {
    text += fmt::format("  {} of {}", bytes_text(state.done), bytes_text(*state.total));
  } else if (state.done > 0) {
    text += fmt::format("  {}", bytes_text(state.done));
  }
  if (!state.note.empty()) text += "  " + state.note;
  if (fraction && *fraction > 0 && *fraction < 1 && elapsed >= kFirstEstimate) {
    text += fmt::format("  {} left", duration_text(elapsed / *fraction * (1 - *fraction)));
  }
  return text;
}

std::string bar(double fraction, int width) {
  const int filled = static_cast<int>(fraction * width);
  std::string text = " ";
  for (int i = 0; i < width; ++i) text += i < filled ? "█" : "░";
  return text;
}

}  // namespace

std::string progress_line(const ProgressState& state, double elapsed, int width) {
  std::string label = state.label.substr(0, static_cast<std::size_t>(std::max(0, width)));
  std::string right = amounts(state, elapsed);
  int free = width - static_cast<int>(label.size() + right.size()) - 1;
  if (free < 0) {
    right.erase(right.size() - std::min(right.size(), static_cast<std::size_t>(-free)));
    free = 0;
  }
  const auto fraction = fraction_of(state);
  if (!fraction || free < kNarrowestBar) return label + right;
  return label + bar(*fraction, std::min(free, kWidestBar)) + right;
}

ProgressBar::ProgressBar(std::ostream& out, const Terminal& terminal, bool enabled)
    : out_(out), terminal_(terminal), enabled_(enabled && terminal.interactive) {}

ProgressBar::~ProgressBar() {
  try {
    clear();
  } catch (
      ...) {  // NOLINT(bugprone-empty-catch): a stream set to throw; there is nowhere to say it
  }
}

void ProgressBar::update(const ProgressState& state) {
  if (!enabled_) return;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (state.label != label_) {
    label_ = state.label;
    step_began_ = now;
  } else if (visible_ && now - drawn_ < kBetweenDrawings) {
    return;
  }
  const double elapsed = std::chrono::duration<double>(now - step_began_).count();
  // One cell is left free: writing into the last one makes some terminals wrap.
  out_ << "\r\x1b[K" << progress_line(state, elapsed, terminal_.width - 1) << std::flush;
  drawn_ = now;
  visible_ = true;
}

void ProgressBar::clear() {
  const std::lock_guard lock(mutex_);
  if (!visible_) return;
  out_ << "\r\x1b[K" << std::flush;
  visible_ = false;
}

}  // namespace egregora::program
