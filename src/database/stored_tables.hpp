// SPDX-License-Identifier: Apache-2.0
// What the database's catalog says of its durable tables and views. Definitions are kept, because
// asking the engine for one costs milliseconds; whoever changes one by other means than
// TableWriter says so.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "database/session.hpp"

namespace egregora::detail {

/// What CREATE TABLE said.
struct StoredDefinition {
  std::string name;  ///< as it was spelled
  bool is_view = false;
  /// Of a constrained table: the CREATE TABLE text, keys, checks and defaults included.
  std::string text = {};
  std::vector<std::string> primary_key = {};
  bool constrained =
      false;  ///< has keys, checks, NOT NULLs or defaults, which a replacement must keep
};

struct StoredTable {
  StoredDefinition definition;
  Schema schema;
};

struct StoredRelation {
  std::string name;
  bool is_view = false;
};

/// Thread safety: any thread.
class StoredTables {
 public:
  /// Absent where there is no such table or view.
  std::optional<StoredTable> find(Session& session, std::string_view name);
  /// Instead of asking for what was just committed.
  void remember(const StoredDefinition& definition);
  /// A transaction changes what the name means: whoever asks is answered by the engine, in its own
  /// transaction, until settle(). Requires: the writer lock, until then.
  void unsettle(std::string_view name);
  /// That transaction has ended.
  void settle(std::string_view name);
  void forget_all();

 private:
  StoredDefinition definition(Session& session, std::string_view name);
  static StoredDefinition ask(Session& session, std::string_view name);

  std::mutex mutex_;
  std::map<std::string, StoredDefinition> known_;  // by folded name
  std::set<std::string> unsettled_;
  std::uint64_t changes_ = 0;  // an answer from before the last one may be old
};

/// All tables and views of the database, internal ones included.
std::vector<StoredRelation> list_stored(Session& session);

}  // namespace egregora::detail
