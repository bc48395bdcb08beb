// SPDX-License-Identifier: Apache-2.0
// A table is made anew as a stage, filled, and swapped; the engine adds no CHECK to one that is
// there.
#include "database/migration_work.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>

#include "database/declared_definition.hpp"
#include "database/table_names.hpp"
#include "expr/relation.hpp"

namespace egregora::detail {

namespace {
// Columns that a row set aside has before its own.
constexpr const char* kMigration = "migration";
constexpr const char* kRule = "rule";
constexpr const char* kRejectedAt = "rejected_at";

std::vector<Selection> selections(const Schema& schema) {
  std::vector<Selection> columns;
  for (const Field& field : schema) columns.emplace_back(field.name);
  return columns;
}

std::vector<std::string> names_of(const std::vector<ColumnDeclaration>& columns) {
  std::vector<std::string> names;
  for (const ColumnDeclaration& column : columns) names.push_back(column.field.name);
  return names;
}

/// `old` with the columns that it lacks: their defaults, else NULL.
Table completed(const Table& old, const std::vector<ColumnDeclaration>& columns) {
  std::vector<Named> missing;
  for (const ColumnDeclaration& column : columns) {
    if (old.schema().contains(column.field.name)) continue;
    missing.emplace_back(column.field.name,
                         column.default_value.value_or(literal(Scalar::null(column.field.type))));
  }
  return missing.empty() ? old : old.mutate(missing);
}

void require_known_columns(const Schema& schema, const TableRules& rules, std::string_view name) {
  for (const Field& field : schema) {
    bool known = false;
    for (const ColumnDeclaration& column : rules.columns) {
      known = known || fold_case(column.field.name) == fold_case(field.name);
    }
    if (known) continue;
    throw MigrationError(
        fmt::format("table '{}' has a column '{}' that the new layout lacks; copy it to another "
                    "table and drop it, then migrate again",
                    name, field.name),
        {.object_name = std::string(name)});
  }
}

/// The name of the first rule that a row breaks, NULL where it breaks none.
Expr first_broken(const std::vector<RuleBreach>& rules) {
  Expr name = literal(Scalar::null(DataType::string()));
  for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule) {
    name = ifelse(rule->broken, literal(rule->rule), name);
  }
  return name;
}

std::int64_t count_rows(Session& session, const Table& rows) {
  return session.query(rows.agg(Named{"rows", count()})).column<std::int64_t>(0)[0];
}
}  // namespace

std::string rejected_table(std::string_view table) {
  return fmt::format("{}{}", kRejectedPrefix, table);
}

bool MigrationWork::is_there(std::string_view name) {
  Session& session = state_.session();
  return session.columns_of(session.durable(name)).has_value();
}

void MigrationWork::rebuild(std::string_view name, const TableRules& rules) {
  if (new_.contains(name)) return;
  Session& session = state_.session();
  const TableName full = session.durable(name);
  const auto stored = state_.core().database().tables().find(session, name);
  if (!stored) {
    session.run(CreateTable{full, {rules.columns, {}, rules.checks}});
    return state_.redefine(name);
  }
  if (without_name(stored->definition.text) == declared_definition(state_.core(), rules)) return;
  require_known_columns(stored->schema, rules, name);
  const Table old = table(name, stored->schema);
  const Table judged =
      completed(old, rules.columns).mutate(Named{kRule, first_broken(breaches(rules))});
  const TableName stage = session.durable(kStageTable);
  session.run(DropTable{stage, true});  // of a failure that could not clean up
  session.run(CreateTable{stage, {rules.columns, {}, rules.checks}});
  const std::vector<std::string> columns = names_of(rules.columns);
  const Table whole = judged.filter(judged[kRule].isnull());
  std::vector<Selection> wanted(columns.begin(), columns.end());
  const std::int64_t kept = session.run(InsertQuery{stage, columns, whole.select_all(wanted)});
  const std::int64_t aside = set_aside(old, stored->schema, judged.filter(judged[kRule].notnull()));
  if (kept + aside != count_rows(session, old)) {
    throw MigrationError(fmt::format("rows of '{}' would get lost; nothing was changed", name),
                         {.object_name = std::string(name)});
  }
  swap(full, stage);
}

std::int64_t MigrationWork::set_aside(const Table& old, const Schema& layout, const Table& broken) {
  Session& session = state_.session();
  const std::int64_t rows = count_rows(session, broken);
  if (rows == 0) return 0;
  const std::string name = old.get_name();
  const TableName target = session.durable(rejected_table(name));
  const Timestamp now = state_.core().clock().now();
  std::vector<Selection> columns = {Named{kMigration, literal(version_)},
                                    Named{kRule, broken[kRule]}, Named{kRejectedAt, literal(now)}};
  for (const Selection& column : selections(layout)) columns.push_back(column);
  const Table kept = broken.select_all(columns);
  const auto known = session.schema_of(target);
  if (!known) {
    session.run(CreateTableAs{target, kept});
  } else {
    for (const Field& field : kept.schema()) {
      if (known->contains(field.name)) continue;
      session.run(AddColumn{target, {.field = {field.name, field.type, true}}});
    }
    session.run(InsertQuery{target, kept.schema().names(), kept});
  }
  rejected_.push_back({name, rows});
  return rows;
}

void MigrationWork::swap(const TableName& table, const TableName& stage) {
  state_.touch(table.name);
  state_.session().run(DropTable{table});
  state_.session().run(RenameTable{stage, table.name});
  state_.redefine(table.name);
}

}  // namespace egregora::detail
