// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine and with every standard library, which
// std::uniform_int_distribution does not promise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace egregora::tpch {

/// A counter, scrambled (the SplitMix64 construction).
class RandomSource {
 public:
  explicit RandomSource(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E37'79B9'7F4A'7C15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EB;
    return z ^ (z >> 31);
  }
  /// Both ends included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(std::int64_t times) { return between(1, times) == 1; }
  std::string_view any_of(std::span<const std::string_view> words) {
    return words[static_cast<std::size_t>(next() % words.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace egregora::tpch
