// SPDX-License-Identifier: Apache-2.0
// What a migration can do to a database, inside the transaction of all migrations.
#pragma once

#include <egregora/database/migrations.hpp>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "database/table_rules.hpp"
#include "database/transaction_state.hpp"

namespace egregora::detail {

/// Where the rows of a table are kept that a rebuilt one does not take.
inline constexpr std::string_view kRejectedPrefix = "_egregora_rejected_";
std::string rejected_table(std::string_view table);

/// Thread safety: the transaction's thread.
class MigrationWork {
 public:
  explicit MigrationWork(TransactionState& state) : state_(state) {}

  void begin(std::int64_t version) { version_ = version; }

  /// Creates the table in its newest layout where it is missing.
  template <class S>
  void create() {
    if (!is_there(S::table_name)) new_.emplace(S::table_name);
    Transaction(state_).create_table<S>({.if_missing = true});
  }
  /// Makes the table anew in its newest layout, unless it has that already. Rows that break a rule
  /// go to rejected_table() with the rule's name; no other row is left out.
  /// Throws: MigrationError for a column that the newest layout lacks; ConstraintError for a
  /// repeated primary key.
  template <class S>
  void rebuild() {
    rebuild(S::table_name, rules_of<S>());
  }

  const std::vector<RejectedRows>& rejected() const noexcept { return rejected_; }

 private:
  bool is_there(std::string_view name);
  void rebuild(std::string_view name, const TableRules& rules);
  std::int64_t set_aside(const Table& old, const Schema& layout, const Table& broken);
  void swap(const TableName& table, const TableName& stage);

  TransactionState& state_;
  std::int64_t version_ = 0;
  std::set<std::string, std::less<>> new_ = {};  ///< created here, so of the newest layout
  std::vector<RejectedRows> rejected_ = {};
};

}  // namespace egregora::detail
