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
  const TableName full = session.durable(name);
  auto schema = session.columns_of(full);
  if (!schema) return std::nullopt;
  StoredDefinition found = definition(session, name);
  if (found.constrained) schema = session.schema_of(full);  // which columns take no NULL
  return StoredTable{std::move(found), std::move(schema).value()};
}

StoredDefinition StoredTables::definition(Session& session, std::string_view name) {
  const std::string folded = fold_case(name);
  std::uint64_t changes = 0;
  {
    const std::lock_guard guard(mutex_);
    const auto known = known_.find(folded);
    if (known != known_.end()) return known->second;
    changes = changes_;
  }
  StoredDefinition definition = ask(session, name);
  const std::lock_guard guard(mutex_);
  // Where a change was committed meanwhile, the answer may be the one from before.
  if (changes == changes_ && !unsettled_.contains(folded)) known_.emplace(folded, definition);
  return definition;
}

StoredDefinition StoredTables::ask(Session& session, std::string_view name) {
  StoredDefinition definition{std::string(name), true};
  const DataFrame found = session.fetch(ReadDefinition{session.durable(name)});
  if (found.num_rows() == 0) return definition;
  definition.name = found.column<std::string>("name")[0];
  definition.text = found.column<std::string>("definition")[0];
  definition.is_view = false;
  // As DuckDB prints it; in a name it only makes a table look constrained that is not.
  definition.constrained = definition.text.find(" DEFAULT(") != std::string::npos;
  read_constraints(session, definition);
  return definition;
}

void StoredTables::remember(const StoredDefinition& definition) {
  const std::lock_guard guard(mutex_);
  known_.insert_or_assign(fold_case(definition.name), definition);
}

void StoredTables::unsettle(std::string_view name) {
  const std::lock_guard guard(mutex_);
  known_.erase(fold_case(name));
  unsettled_.insert(fold_case(name));
}

void StoredTables::settle(std::string_view name) {
  const std::lock_guard guard(mutex_);
  unsettled_.erase(fold_case(name));
  ++changes_;
}

void StoredTables::forget_all() {
  const std::lock_guard guard(mutex_);
  known_.clear();
  ++changes_;
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
