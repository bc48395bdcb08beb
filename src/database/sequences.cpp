// SPDX-License-Identifier: Apache-2.0
// The small object behind storage.sequences(). The engine's own sequences do the counting; moving
// one ahead makes it anew, because asking it for each number between takes as long as there are.
#include <egregora/database/sequences.hpp>

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>

#include "database/sequence_start.hpp"
#include "database/storage_core.hpp"
#include "database/table_names.hpp"
#include "database/transaction_state.hpp"

namespace egregora {

using detail::Session;

namespace {
std::shared_ptr<detail::StorageCore> open_core(const std::weak_ptr<detail::StorageCore>& core) {
  auto open = core.lock();
  if (!open) throw ClosedError("the storage manager is closed");
  open->require_outside_transaction();
  return open;
}

/// Runs `unit` as a transaction of its own.
void change(const std::weak_ptr<detail::StorageCore>& core,
            const std::function<void(detail::TransactionState&)>& unit) {
  const auto open = open_core(core);
  open->database().require_writable();
  detail::run_transaction(*open, unit);
}

std::optional<SequenceState> find(Session& session, std::string_view name) {
  const DataFrame found = session.fetch(ReadSequence{session.durable(name)});
  if (found.num_rows() == 0) return std::nullopt;
  SequenceState state;
  state.increment = found.column<std::int64_t>("increment")[0];
  state.next = found.column<std::int64_t>("next")[0];
  if (found.column<bool>("used")[0]) state.last = state.next - state.increment;
  const auto noted = detail::noted_start(found.column<std::string>("comment").get(0).value_or(""));
  state.start = noted.value_or(found.column<std::int64_t>("start")[0]);
  return state;
}

SequenceState require(Session& session, std::string_view name) {
  if (auto state = find(session, name)) return *state;
  throw SequenceNotFoundError(fmt::format("there is no sequence '{}'; ensure() makes it", name),
                              {.object_name = std::string(name)});
}

/// The stored column. Throws: TableNotFoundError, ColumnNotFoundError, TypeError.
Field integer_column(const detail::ChangeableTable& table, std::string_view column) {
  const Field& field = table.schema.at(column);
  if (field.type.is_integer()) return field;
  throw TypeError(fmt::format("column '{}' of table '{}' is {}; a sequence gives integers",
                              field.name, table.full.name, field.type.to_string()),
                  {.object_name = table.full.name});
}
}  // namespace

Sequences::Sequences(std::weak_ptr<detail::StorageCore> core) : core_(std::move(core)) {}

void Sequences::ensure(std::string_view name, std::int64_t start) {
  detail::check_table_name(name);
  change(core_, [&](detail::TransactionState& state) {
    Session& session = state.session();
    if (!find(session, name)) detail::create_sequence(session, name, start);
  });
}

SequenceState Sequences::state(std::string_view name) const {
  const auto core = open_core(core_);
  return require(*detail::CallSession(*core), name);
}

std::vector<std::int64_t> Sequences::next(std::string_view name, std::int64_t n) {
  std::vector<std::int64_t> values;
  change(core_, [&](detail::TransactionState& state) {
    Session& session = state.session();
    require(session, name);
    const DataFrame rows = session.fetch(NextValues{session.durable(name), n});
    const auto column = rows.column<std::int64_t>(0).values();
    values.assign(column.begin(), column.end());
  });
  std::sort(values.begin(), values.end());
  return values;
}

void Sequences::ensure_default(std::string_view table, std::string_view column,
                               std::string_view sequence) {
  change(core_, [&](detail::TransactionState& state) {
    Session& session = state.session();
    require(session, sequence);
    const detail::ChangeableTable target = state.changeable(table);
    const Field field = integer_column(target, column);
    for (const auto& taking : detail::columns_taking(session, sequence)) {
      if (fold_case(taking.table) == fold_case(table) && taking.column == field.name) return;
    }
    session.run(SetDefaultNext{target.full, field.name, {.name = std::string(sequence)}});
    state.redefine(table);
  });
}

void Sequences::sync_with(std::string_view sequence, std::string_view table,
                          std::string_view column) {
  change(core_, [&](detail::TransactionState& state) {
    Session& session = state.session();
    const SequenceState now = require(session, sequence);
    const Field field = integer_column(state.changeable(table), column);
    const Table stored = state.core().read(session, table);
    const Table most = stored.agg(Named{"most", stored[field.name].max().cast(DataType::int64())});
    const auto greatest = session.query(most).column<std::int64_t>(0).get(0);
    if (!greatest || *greatest < now.next) return;
    // DuckDB 1.5.6 gives every number but the last one.
    if (*greatest >= std::numeric_limits<std::int64_t>::max() - 1) {
      throw InvalidOperationError(
          fmt::format("column '{}' of table '{}' holds {}; sequence '{}' has no number after that",
                      field.name, table, *greatest, sequence),
          {.object_name = std::string(sequence)});
    }
    detail::restart_sequence(state, sequence, *greatest + 1);
  });
}

void Sequences::drop(std::string_view name) {
  change(core_, [&](detail::TransactionState& state) {
    Session& session = state.session();
    if (!find(session, name)) return;
    const auto taking = detail::columns_taking(session, name);
    if (!taking.empty()) {
      throw InvalidOperationError(
          fmt::format("column '{}' of table '{}' takes its values from sequence '{}'",
                      taking.front().column, taking.front().table, name),
          {.object_name = std::string(name)});
    }
    session.run(DropSequence{session.durable(name)});
  });
}

std::vector<std::string> Sequences::list() const {
  const auto core = open_core(core_);
  detail::CallSession session(*core);
  const DataFrame found = session->fetch(
      ListSequences{core->engine().database_catalog(), core->engine().schema_name()});
  std::vector<std::string> names;
  for (const Row& row : found.rows()) names.emplace_back(*row.get<std::string>("name"));
  return names;
}

}  // namespace egregora
