// SPDX-License-Identifier: Apache-2.0
// SQL dialects as data: what differs between engines when the same tree is printed.
#pragma once

#include <string_view>

namespace egregora {

/// Which engine's SQL is printed. A named constant, not a hierarchy: the differences are in tables
/// of `src/sql`.
class Dialect {
 public:
  enum class Id : unsigned char { duckdb, postgresql };

  static const Dialect& duckdb() noexcept;
  static const Dialect& postgresql() noexcept;

  Id id() const noexcept { return id_; }
  std::string_view name() const noexcept { return name_; }
  friend bool operator==(const Dialect& a, const Dialect& b) noexcept { return a.id_ == b.id_; }

 private:
  constexpr Dialect(Id id, std::string_view name) : id_(id), name_(name) {}
  Id id_;
  std::string_view name_;
};

}  // namespace egregora
