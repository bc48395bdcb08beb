// SPDX-License-Identifier: Apache-2.0
// The random numbers of sample exports: splitmix64, because a sample must have equal bytes on every
// machine and the distributions of the standard library differ between its implementations. Not for
// anything secret.
#pragma once

#include <cstddef>
#include <cstdint>

namespace egregora {

class SampleRandom {
 public:
  explicit SampleRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  /// A number in [0, bound); its bias is below bound / 2^32, which no sample shows. Requires: 0 <
  /// bound <= 2^32.
  std::uint64_t below(std::uint64_t bound) { return ((next() >> 32) * bound) >> 32; }
  /// A number in [lowest, highest].
  std::int64_t between(std::int64_t lowest, std::int64_t highest) {
    return lowest +
           static_cast<std::int64_t>(below(static_cast<std::uint64_t>(highest - lowest + 1)));
  }
  bool chance(std::uint64_t per_mille) { return below(1000) < per_mille; }
  template <typename Items>
  const auto& pick(const Items& items) {
    return items[static_cast<std::size_t>(below(items.size()))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace egregora
