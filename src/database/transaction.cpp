// SPDX-License-Identifier: Apache-2.0
// The verbs of a transaction: names checked, columns matched, then one typed statement each.
#include <egregora/database/transaction.hpp>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>

#include "database/column_matching.hpp"
#include "database/conversations.hpp"
#include "database/table_names.hpp"
#include "database/transaction_state.hpp"
#include "database/upsert.hpp"

namespace egregora {

using detail::is_internal_name;
using detail::is_temporary_name;
using detail::Session;

namespace {
/// Makes room for a table: the managed view gives way, anything else does not.
void refuse_existing(detail::TransactionState& state, std::string_view name) {
  Session& session = state.session();
  const auto found = state.core().database().tables().find(session, name);
  if (!found) return;
  if (found->definition.is_view && detail::is_replaceable_view(name)) {
    session.run(DropView{session.durable(name)});
    return state.redefine(name);
  }
  throw TableExistsError(fmt::format("there is a table or view of that name: '{}'", name),
                         {.object_name = std::string(name)});
}

void refuse_column(const detail::ChangeableTable& table, std::string_view column) {
  if (!table.schema.contains(column)) return;
  throw IntegrityError(fmt::format("table '{}' has a column '{}' already", table.full.name, column),
                       {.object_name = table.full.name});
}
}  // namespace

Table Transaction::read_table(std::string_view name) const {
  return state_->core().read(state_->session(), name);
}

bool Transaction::table_exists(std::string_view name) const {
  Session& session = state_->session();
  if (is_internal_name(name) && !is_temporary_name(name)) return false;
  return session.schema_of(session.resolve(name)).has_value();
}

std::int64_t Transaction::row_count(std::string_view name) const {
  return execute(read_table(name).agg(Named{"rows", count()})).column<std::int64_t>(0)[0];
}

DataFrame Transaction::execute(const Table& table, const Parameters& parameters) const {
  state_->core().require_own(table);
  return state_->session().query(table, parameters);
}

std::int64_t Transaction::insert(std::string_view name, const Table& rows) {
  state_->core().require_own(rows);
  const detail::ChangeableTable target = state_->changeable(name);
  state_->touch(name);
  return state_->session().run(InsertQuery{target.full, target.schema.names(),
                                           detail::fitted_to(rows, target.schema, name)});
}

UpsertResult Transaction::upsert(std::string_view name, const Table& rows,
                                 const UpsertOptions& options) {
  state_->core().require_own(rows);
  const detail::ChangeableTable target = state_->changeable(name);
  state_->touch(name);
  return detail::upsert(*state_, target, detail::fitted_to(rows, target.schema, name), options);
}

std::int64_t Transaction::update(std::string_view name, std::initializer_list<Named> assignments,
                                 const Expr& where) {
  return update(name, std::vector<Named>(assignments), where);
}

std::int64_t Transaction::update(std::string_view name, const std::vector<Named>& assignments,
                                 const Expr& where) {
  const detail::ChangeableTable target = state_->changeable(name);
  state_->touch(name);
  return state_->session().run(Update{target.full, target.schema, assignments, where});
}

std::int64_t Transaction::delete_rows(std::string_view name, const Expr& where) {
  const detail::ChangeableTable target = state_->changeable(name);
  state_->touch(name);
  return state_->session().run(Delete{target.full, target.schema, where});
}

void Transaction::create_table(std::string_view name, const Schema& schema,
                               const CreateOptions& options) {
  std::vector<ColumnDeclaration> columns;
  for (const Field& field : schema) columns.push_back({field});
  create_declared(name, columns, options.checks, options);
}

void Transaction::create_declared(std::string_view name,
                                  const std::vector<ColumnDeclaration>& columns,
                                  const std::vector<Check>& checks, const CreateOptions& options) {
  detail::check_table_name(name);
  Session& session = state_->session();
  const auto found = state_->core().database().tables().find(session, name);
  if (options.if_missing && found && !found->definition.is_view) return;
  refuse_existing(*state_, name);
  session.run(CreateTable{session.durable(name), {columns, options.primary_key, checks}});
  state_->redefine(name);
}

void Transaction::drop_table(std::string_view name, const DropOptions& options) {
  Session& session = state_->session();
  if (is_internal_name(name)) return;
  if (state_->core().scratch().find(name)) static_cast<void>(state_->changeable(name));
  const auto target = state_->core().database().tables().find(session, name);
  if (target && target->definition.is_view) {
    session.run(DropView{session.durable(name), true});
  } else if (target) {
    session.run(DropTable{session.durable(name)});
  }
  state_->leave_file(name, options.checkpoint_too ? detail::VersionState::tombstone
                                                  : detail::VersionState::detached);
  state_->redefine(name);
}

void Transaction::rename_table(std::string_view from, std::string_view to) {
  detail::check_table_name(to);
  const detail::ChangeableTable target = state_->changeable(from);
  refuse_existing(*state_, to);
  state_->session().run(RenameTable{target.full, std::string(to)});
  state_->leave_file(from, detail::VersionState::detached);
  state_->redefine(from);
  state_->redefine(to);
}

void Transaction::add_column(std::string_view name, const Field& column,
                             const std::optional<Scalar>& default_value) {
  const detail::ChangeableTable target = state_->changeable(name);
  refuse_column(target, column.name);
  state_->touch(name);
  AddColumn statement{target.full, {.field = column}};
  if (default_value) statement.column.default_value = literal(*default_value);
  state_->session().run(statement);
  state_->redefine(name);
}

void Transaction::rename_column(std::string_view name, std::string_view from, std::string_view to) {
  const detail::ChangeableTable target = state_->changeable(name);
  const std::string& column = target.schema.at(from).name;
  if (fold_case(from) != fold_case(to)) refuse_column(target, to);
  state_->touch(name);
  state_->session().run(RenameColumn{target.full, column, std::string(to)});
  state_->redefine(name);
}

std::string Transaction::create_stage(const Schema& schema) {
  std::string name = state_->new_stage_name();
  TableDefinition definition;
  for (const Field& field : schema) definition.columns.push_back({field});
  CreateTable create{{.name = name}, std::move(definition)};
  create.or_replace = true;
  create.temporary = true;
  state_->session().run(create);
  return name;
}

std::unique_ptr<Appender> Transaction::appender(std::string_view name) {
  const detail::ChangeableTable target = state_->changeable(name);
  state_->touch(name);
  return state_->session().connection().append_to(target.full);
}

}  // namespace egregora
