// SPDX-License-Identifier: Apache-2.0
// Prepared statements of one session by their text, the least recently used one dropped first.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/duckdb/handles.hpp"

namespace egregora::duckdb {

/// A prepared statement and what is asked of it over and over.
struct Statement {
  std::string sql;
  StatementHandle handle;
  duckdb_statement_type type = DUCKDB_STATEMENT_TYPE_INVALID;
};

/// Thread safety: none; its session takes care.
class StatementCache {
 public:
  /// The statement with this text, now the most recently used one, or null.
  std::shared_ptr<Statement> find(std::string_view sql);
  void add(std::shared_ptr<Statement> statement);
  void clear();

 private:
  // More than a pipeline's stages ask repeatedly; a statement costs some tens of kilobytes.
  static constexpr std::size_t kLimit = 64;

  std::list<std::shared_ptr<Statement>> newest_first_;
  // Keys view the statements' own texts.
  std::unordered_map<std::string_view, std::list<std::shared_ptr<Statement>>::iterator> by_sql_;
};

}  // namespace egregora::duckdb
