// SPDX-License-Identifier: Apache-2.0
// Operations on definitions: names, columns, sequences; and raw SQL.
#include "crash/power/operations.hpp"

#include <fmt/format.h>

#include <egregora/expr/functions.hpp>

#include <utility>

namespace egregora::crash_tests {
namespace {

using Storage = DuckDBStorageManager;

}  // namespace

Operation rename(const std::string& from, const std::string& to) {
  return on_manager(
      fmt::format("rename {} to {}", from, to), [=](Storage& at) { at.rename_table(from, to); },
      [=](ExpectedTables& tables) { tables.rename(from, to); });
}

Operation drop(const std::string& table, bool file_too) {
  return on_manager(
      fmt::format("drop {}{}", table, file_too ? " and its file" : ""),
      [=](Storage& at) { at.drop_table(table, {.checkpoint_too = file_too}); },
      [=](ExpectedTables& tables) { tables.drop(table, file_too); });
}

Operation take() {
  return {"take a connection",
          [](WorkloadStorage& at) { at.lease.emplace(at.manager->connection()); },
          [](ExpectedTables&) {}};
}

Operation raw_insert(const std::string& table, std::int64_t id) {
  return {"insert by SQL into " + table,
          [=](WorkloadStorage& at) {
            (*at.lease)->query(fmt::format("INSERT INTO {} VALUES ({}, 'SQL')", table, id));
          },
          [=](ExpectedTables& tables) {
            tables.insert(table, {{id, "SQL"}});
            tables.doubt_all();
          }};
}

Operation raw_checkpoint() {
  return {"checkpoint by SQL", [](WorkloadStorage& at) { (*at.lease)->query("CHECKPOINT"); },
          [](ExpectedTables&) {}};
}

Operation give_back() {
  return {"give the connection back", [](WorkloadStorage& at) { at.lease.reset(); },
          [](ExpectedTables&) {}};
}

Operation create_keyed(const std::string& table) {
  return on_manager(
      "create " + table,
      [=](Storage& at) {
        at.create_table(table, memtable_of(rows_of(1, 1, "")).schema(), {.primary_key = {"id"}});
      },
      [=](ExpectedTables& tables) { tables.change(table, {}); });
}

Operation add_column(const std::string& table, const std::string& column) {
  return on_manager(
      fmt::format("add column {} to {}", column, table),
      [=](Storage& at) {
        at.add_column(table, {column, DataType::string()});
      },
      [=](ExpectedTables& tables) {
        Rows rows = tables.rows(table);
        for (auto& [id, text] : rows) text += further_value(column, "NULL");
        tables.change(table, rows);
      });
}

Operation rename_column(const std::string& table, const std::string& from, const std::string& to) {
  return on_manager(
      fmt::format("rename column {} of {}", from, table),
      [=](Storage& at) { at.rename_column(table, from, to); },
      [=](ExpectedTables& tables) {
        const std::string old = further_value(from, "NULL");
        Rows rows = tables.rows(table);
        for (auto& [id, text] : rows) {
          text.replace(text.find(old), old.size(), further_value(to, "NULL"));
        }
        tables.change(table, rows);
      });
}

Operation ensure_sequence(const std::string& name, std::int64_t start) {
  return on_manager(
      "ensure sequence " + name, [=](Storage& at) { at.sequences().ensure(name, start); },
      [=](ExpectedTables& tables) {
        tables.set_sequence(name, {start, start});
      });
}

Operation take_numbers(const std::string& sequence, std::int64_t count) {
  return on_manager(
      "next of " + sequence, [=](Storage& at) { at.sequences().next(sequence, count); },
      [=](ExpectedTables& tables) {
        ExpectedSequence state = tables.sequence(sequence);
        state.next += count;
        tables.set_sequence(sequence, state);
      });
}

Operation sync_sequence(const std::string& sequence, const std::string& table) {
  return on_manager(
      fmt::format("sync {} with {}", sequence, table),
      [=](Storage& at) { at.sequences().sync_with(sequence, table, "id"); },
      [=](ExpectedTables& tables) {
        const std::int64_t next = tables.rows(table).rbegin()->first + 1;
        if (next <= tables.sequence(sequence).next) return;
        tables.set_sequence(sequence, {next, next});
        tables.redefine(table);
      });
}

Operation take_defaults(const std::string& table, const std::string& sequence) {
  return on_manager(
      fmt::format("{} takes from {}", table, sequence),
      [=](Storage& at) { at.sequences().ensure_default(table, "id", sequence); },
      [=](ExpectedTables& tables) { tables.redefine(table); });
}

Operation drop_sequence(const std::string& name) {
  return on_manager(
      "drop sequence " + name, [=](Storage& at) { at.sequences().drop(name); },
      [=](ExpectedTables& tables) { tables.drop_sequence(name); });
}

Operation raw_insert_default(const std::string& table, const std::string& sequence) {
  return {"insert the next number by SQL into " + table,
          [=](WorkloadStorage& at) {
            (*at.lease)->query(fmt::format("INSERT INTO {}(text) VALUES ('SQL')", table));
          },
          [=](ExpectedTables& tables) {
            ExpectedSequence state = tables.sequence(sequence);
            tables.insert(table, {{state.next++, "SQL"}});
            tables.set_sequence(sequence, state);
            tables.doubt_all();
          }};
}

}  // namespace egregora::crash_tests
