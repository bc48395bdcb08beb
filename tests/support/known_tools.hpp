// SPDX-License-Identifier: Apache-2.0
// A clock that tests set, and ids that tests know beforehand.
#pragma once

#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <atomic>
#include <cstdint>

namespace egregora::testing {

/// Thread safety: any thread.
class SettableClock final : public Clock {
 public:
  explicit SettableClock(std::string_view now) { set(now); }
  void set(std::string_view now) { now_ = parse_timestamp(now).time_since_epoch().count(); }
  Timestamp now() const override { return Timestamp(std::chrono::microseconds(now_)); }

 private:
  std::atomic<std::int64_t> now_ = 0;
};

/// 00000000-0000-0000-0000-000000000001 and on. Thread safety: any thread.
class CountedIds final : public IdSource {
 public:
  Uuid next() const override {
    std::array<std::uint8_t, 16> bytes{};
    const std::uint64_t number = ++given_;
    for (std::size_t i = 0; i < 8; ++i) {
      bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    return Uuid(bytes);
  }

 private:
  mutable std::atomic<std::uint64_t> given_ = 0;
};

}  // namespace egregora::testing
