// SPDX-License-Identifier: Apache-2.0
// Digits in groups, as numbers are written: "(11) 98765-4321". What a run means is decided
// elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace egregora::ingest {

struct DigitGroup {
  std::size_t begin = 0;
  std::size_t end = 0;
  char separator = 0;  // after it: ' ', '-', '.', '/', or 0 at the end
  bool in_parentheses = false;
  std::size_t size() const noexcept { return end - begin; }
};

/// Digit groups that follow each other with one separator between them.
struct DigitRun {
  static constexpr std::size_t kMaxGroups = 8;
  std::string_view text = {};
  std::size_t begin = 0;
  std::size_t after = 0;  // behind the last group
  bool plus = false;
  std::size_t count = 0;
  std::array<DigitGroup, kMaxGroups> groups = {};
};

/// Reads the run that begins at `at` with a digit, '+' or '('; `count` is 0 where there is none.
DigitRun read_digit_run(std::string_view text, std::size_t at) noexcept;

}  // namespace egregora::ingest
