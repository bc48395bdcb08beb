// SPDX-License-Identifier: Apache-2.0
// The rows that a window function sees.
#pragma once

#include <egregora/core/time.hpp>

#include <cstdint>
#include <optional>

namespace egregora {

/// Where a window frame begins or ends, relative to the current row.
struct FrameBound {
  enum class Kind : std::uint8_t {
    unbounded_preceding,
    preceding,
    current_row,
    following,
    unbounded_following
  };
  Kind kind = Kind::unbounded_preceding;
  std::int64_t offset = 0;  ///< of preceding and following: rows, or the key's distance in a range
  std::optional<Interval> interval = {};  ///< instead of `offset`, in a range over times

  static FrameBound unbounded_preceding() { return {}; }
  static FrameBound preceding(std::int64_t offset) { return {Kind::preceding, offset}; }
  static FrameBound preceding(const Interval& span) { return {Kind::preceding, 0, span}; }
  static FrameBound current_row() { return {Kind::current_row}; }
  static FrameBound following(std::int64_t offset) { return {Kind::following, offset}; }
  static FrameBound following(const Interval& span) { return {Kind::following, 0, span}; }
  static FrameBound unbounded_following() { return {Kind::unbounded_following}; }
};

/// The rows that a window function sees. Absent bounds: the whole partition, even with an order.
struct WindowFrame {
  enum class Unit : std::uint8_t { rows, range };
  Unit unit = Unit::rows;
  FrameBound start = {};
  FrameBound end = FrameBound::unbounded_following();

  /// From the `start`th to the `end`th row, counted from the current one.
  static WindowFrame rows(const FrameBound& start, const FrameBound& end) {
    return {Unit::rows, start, end};
  }
  /// Rows whose key is at most so far from the current row's; the window has one order key.
  static WindowFrame range(const FrameBound& start, const FrameBound& end) {
    return {Unit::range, start, end};
  }
  /// All rows up to the current one.
  static WindowFrame cumulative() { return {.end = FrameBound::current_row()}; }
};

}  // namespace egregora
