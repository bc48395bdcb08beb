// SPDX-License-Identifier: Apache-2.0
// The cache: a list in order of use, and an index into it.
#include "engine/duckdb/statement_cache.hpp"

namespace egregora::duckdb {

std::shared_ptr<Statement> StatementCache::find(std::string_view sql) {
  const auto found = by_sql_.find(sql);
  if (found == by_sql_.end()) return nullptr;
  newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
  return newest_first_.front();
}

void StatementCache::add(std::shared_ptr<Statement> statement) {
  if (by_sql_.contains(statement->sql)) return;
  newest_first_.push_front(std::move(statement));
  by_sql_.emplace(newest_first_.front()->sql, newest_first_.begin());
  if (newest_first_.size() <= kLimit) return;
  by_sql_.erase(newest_first_.back()->sql);
  newest_first_.pop_back();
}

void StatementCache::clear() {
  by_sql_.clear();
  newest_first_.clear();
}

}  // namespace egregora::duckdb
