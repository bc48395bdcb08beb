// SPDX-License-Identifier: Apache-2.0
// The sequences that a lost database's tables take values from. No file says where they stood, but
// the columns say which numbers are taken.
#pragma once

#include <egregora/database/rebuild.hpp>
#include <egregora/engine/connection.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "database/sequence_start.hpp"

namespace egregora::detail {

class RebuiltSequences {
 public:
  /// In a new database, which is the connection's current catalog and called `catalog`.
  RebuiltSequences(Connection& connection, std::string catalog)
      : connection_(connection), catalog_(std::move(catalog)) {}

  /// Makes those that this definition of a table names, where they are missing.
  void make_for(std::string_view definition);
  /// Throws: InvalidOperationError where a sequence of `definition` gives more than whole columns
  /// of integers their values, so that nobody knows which numbers are taken.
  void require_known_use(std::string_view definition) const;
  /// Once all tables are filled: each goes on after the greatest number that its columns hold.
  std::vector<RebuiltSequence> go_on();

 private:
  std::vector<std::string> all() const;
  std::vector<SequenceDefault> uses_of(std::string_view sequence) const;
  std::int64_t next_after(const SequenceDefault& use) const;
  void restart(const std::string& sequence, std::int64_t start,
               const std::vector<SequenceDefault>& uses);

  Connection& connection_;
  std::string catalog_;
};

}  // namespace egregora::detail
