// SPDX-License-Identifier: Apache-2.0
// Stage, check, merge.
#include "database/upsert.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>

#include "expr/relation.hpp"

namespace egregora::detail {

namespace {
// No column of a table may be called so.
constexpr const char* kPlace = "_egregora_place";
constexpr const char* kRows = "_egregora_rows";

/// As the table spells them. Throws: ColumnNotFoundError; InvalidOperationError where there are
/// none.
std::vector<std::string> key_columns(TransactionState& state, const ChangeableTable& table,
                                     const UpsertOptions& options) {
  std::vector<std::string> given = options.keys;
  if (given.empty()) {
    const auto stored = state.core().database().tables().find(state.session(), table.full.name);
    if (stored) given = stored->definition.primary_key;
  }
  if (given.empty()) {
    throw InvalidOperationError(
        fmt::format("table '{}' has no primary key; say with .keys which columns name a row",
                    table.full.name),
        {.object_name = table.full.name});
  }
  std::vector<std::string> keys;
  keys.reserve(given.size());
  for (const std::string& key : given) keys.push_back(table.schema.at(key).name);
  return keys;
}

std::vector<Selection> selections(const std::vector<std::string>& columns) {
  return {columns.begin(), columns.end()};
}

/// The rows in a temporary table, in their order.
Table staged(TransactionState& state, const Table& rows) {
  const std::string name = state.new_stage_name();
  state.session().run(
      CreateTableAs{.table = {.name = name}, .query = rows, .or_replace = true, .temporary = true});
  return state.core().read(state.session(), name);
}

/// True where asking for the rows twice gives the same rows and costs little: columns and
/// conditions over a stored table or rows in memory.
bool may_be_asked_twice(TransactionState& state, const Table& rows) {
  const auto plain = [](const Expr& expression) {
    const NodeFacts& facts = expression.node()->facts();
    return !facts.has_volatile && !facts.has_subquery && !facts.has_window;
  };
  const RelationNode* node = rows.node().get();
  while (true) {
    if (const auto* filter = node->get_if<relation::Filter>()) {
      if (!plain(filter->predicate)) return false;
      node = filter->parent.get();
    } else if (const auto* project = node->get_if<relation::Project>()) {
      if (!std::all_of(project->columns.begin(), project->columns.end(), plain)) return false;
      node = project->parent.get();
    } else {
      break;
    }
  }
  if (const auto* scan = node->get_if<relation::Scan>()) {
    const auto stored = state.core().database().tables().find(state.session(), scan->name);
    return stored && !stored->definition.is_view;
  }
  return node->get_if<relation::InMemory>() != nullptr;
}

/// Of rows with one key the one that stands last.
Table last_of_each(const Table& stage, const std::vector<std::string>& keys) {
  return stage.mutate(Named{kPlace, row_number()})
      .order_by(kPlace)
      .distinct(keys, Keep::last)
      .drop(kPlace);
}

[[noreturn]] void throw_bad_key(const ChangeableTable& table, const std::vector<std::string>& keys,
                                const DataFrame& found) {
  std::string text;
  bool has_null = false;
  for (const std::string& key : keys) {
    const Scalar value = found.value(0, key);
    has_null = has_null || value.is_null();
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, value.to_string());
  }
  const std::string why = has_null
                              ? "has a row whose key is NULL: " + text
                              : "has two rows with one key (" + text +
                                    "); make them one, or let the last count with .on_duplicate = "
                                    "OnDuplicate::last";
  throw IntegrityError(fmt::format("an upsert into '{}' {}", table.full.name, why),
                       {.object_name = table.full.name});
}

/// Throws: IntegrityError naming a key that is NULL, or comes twice unless `repeats` may be.
void check_keys(Session& session, const ChangeableTable& table, const Table& rows,
                const std::vector<std::string>& keys, bool repeats) {
  Expr bad = repeats ? literal(false) : col(kRows) > 1;
  for (const std::string& key : keys) bad = bad || col(key).isnull();
  const DataFrame found = session.query(
      rows.group_by(selections(keys)).agg(Named{kRows, count()}).filter(bad).limit(1));
  if (found.num_rows() > 0) throw_bad_key(table, keys, found);
}

std::int64_t rows_of(TransactionState& state, const ChangeableTable& table) {
  const Table stored = state.core().read(state.session(), table.full.name);
  return state.session().query(stored.agg(Named{"rows", count()})).column<std::int64_t>(0)[0];
}
}  // namespace

UpsertResult upsert(TransactionState& state, const ChangeableTable& table, const Table& rows,
                    const UpsertOptions& options) {
  const std::vector<std::string> keys = key_columns(state, table, options);
  const bool last = options.on_duplicate == OnDuplicate::last;
  const Table stage = !last && may_be_asked_twice(state, rows) ? rows : staged(state, rows);
  check_keys(state.session(), table, stage, keys, last);
  const std::int64_t before = rows_of(state, table);
  const std::int64_t changed = state.session().run(
      Upsert{table.full, table.schema.names(), last ? last_of_each(stage, keys) : stage, keys});
  const std::int64_t inserted = rows_of(state, table) - before;
  return {inserted, changed - inserted};
}

}  // namespace egregora::detail
