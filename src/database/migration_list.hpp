// SPDX-License-Identifier: Apache-2.0
// The migrations that this library knows, oldest first. One is never changed once released: its
// checksum is in every database that has seen it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::detail {

class MigrationWork;

struct Migration {
  std::int64_t version;  ///< from 1, without gaps
  std::string_view name;
  /// What it does, statement by statement: what the checksum is of.
  std::string_view says;
  /// Skips what is there already.
  void (*apply)(MigrationWork& work);
  /// Makes tables anew that may hold rows, so that a copy of the database is kept.
  bool rebuilds = false;

  std::string checksum() const;
};

const std::vector<Migration>& migrations();

}  // namespace egregora::detail
