// SPDX-License-Identifier: Apache-2.0
// The migrations that this library knows, oldest first. One is never changed once released: its
// checksum is in every database that has seen it.
#pragma once

#include <egregora/database/transaction.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::detail {

struct Migration {
  std::int64_t version;  ///< from 1, without gaps
  std::string_view name;
  /// What it does, statement by statement: what the checksum is of.
  std::string_view says;
  /// Skips what is there already.
  void (*apply)(Transaction& tx);

  std::string checksum() const;
};

const std::vector<Migration>& migrations();

}  // namespace egregora::detail
