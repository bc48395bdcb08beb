// SPDX-License-Identifier: Apache-2.0
// Questions to the engine's catalog, through typed statements.
#include "database/stored_tables.hpp"

#include <algorithm>

#include <egregora/data/schema.hpp>

namespace egregora::detail {

namespace {
void read_constraints(Session& session, StoredDefinition& definition) {
  const DataFrame found = session.fetch(ListConstraints{session.durable(definition.name)});
  const auto kinds = found.column<std::string>("kind");
  for (std::int64_t row = 0; row < found.num_rows(); ++row) {
    definition.constrained = true;
    if (kinds[row] != "PRIMARY KEY") continue;
    const Scalar columns = found.value(row, "columns");
    for (const Scalar& column : std::get<std::vector<Scalar>>(columns.storage())) {
      definition.primary_key.push_back(column.as<std::string>());
    }
  }
}
}  // namespace

std::optional<StoredTable> StoredTables::find(Session& session, std::string_view name) {
  auto schema = session.schema_of(session.durable(name));
  if (!schema) return std::nullopt;
  return StoredTable{definition(session, name), std::move(*schema)};
}

StoredDefinition StoredTables::definition(Session& session, std::string_view name) {
  {
    const std::lock_guard guard(mutex_);
    const auto known = known_.find(fold_case(name));
    if (known != known_.end()) return known->second;
  }
  StoredDefinition definition{std::string(name), true};
  const DataFrame found = session.fetch(ReadDefinition{session.durable(name)});
  if (found.num_rows() > 0) {
    definition.name = found.column<std::string>("name")[0];
    definition.text = found.column<std::string>("definition")[0];
    definition.is_view = false;
    // As DuckDB prints it; in a name it only makes a table look constrained that is not.
    definition.constrained = definition.text.find(" DEFAULT(") != std::string::npos;
    read_constraints(session, definition);
  }
  // Inside a transaction the answer may be of what is rolled back later: not for keeping.
  if (session.connection().in_transaction()) return definition;
  const std::lock_guard guard(mutex_);
  return known_.insert_or_assign(fold_case(name), definition).first->second;
}

void StoredTables::remember(const StoredDefinition& definition) {
  const std::lock_guard guard(mutex_);
  known_.insert_or_assign(fold_case(definition.name), definition);
}

void StoredTables::forget(std::string_view name) {
  const std::lock_guard guard(mutex_);
  known_.erase(fold_case(name));
}

void StoredTables::forget_all() {
  const std::lock_guard guard(mutex_);
  known_.clear();
}

std::vector<StoredRelation> list_stored(Session& session) {
  const DataFrame found = session.fetch(
      ListRelations{session.engine().database_catalog(), session.engine().schema_name()});
  const auto names = found.column<std::string>("name");
  const auto kinds = found.column<std::string>("kind");
  std::vector<StoredRelation> relations;
  for (std::int64_t row = 0; row < found.num_rows(); ++row) {
    relations.push_back({std::string(names[row]), kinds[row] == "view"});
  }
  return relations;
}

}  // namespace egregora::detail
