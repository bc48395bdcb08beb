// SPDX-License-Identifier: Apache-2.0
// Each function makes one kind of operation; workload() is the order.
#include "crash/power/workload.hpp"

#include <fmt/format.h>

#include <egregora/expr/functions.hpp>

#include <utility>

namespace egregora::crash_tests {
namespace {

using Storage = DuckDBStorageManager;

constexpr std::int64_t kMoreThanARowGroup = 123'000;

Operation on_manager(std::string name, std::function<void(Storage&)> run,
                     std::function<void(ExpectedTables&)> expect) {
  return {std::move(name), [run = std::move(run)](WorkloadStorage& at) { run(*at.manager); },
          std::move(expect)};
}

Operation open() {
  return {"open", [](WorkloadStorage& at) { at.open(); }, [](ExpectedTables&) {}};
}

Operation close() {
  return {"close", [](WorkloadStorage& at) { at.close(); }, [](ExpectedTables&) {}};
}

Operation write(const std::string& table, const Rows& rows) {
  return on_manager(
      "write " + table, [=](Storage& at) { at.write_table(memtable_of(rows), table); },
      [=](ExpectedTables& tables) { tables.write(table, rows); });
}

Operation append(const std::string& table, const Rows& rows) {
  return on_manager(
      "append to " + table,
      [=](Storage& at) { at.write_table(memtable_of(rows), table, {.mode = WriteMode::append}); },
      [=](ExpectedTables& tables) { tables.append(table, rows); });
}

Operation insert(const std::string& table, const Rows& rows) {
  return on_manager(
      "insert into " + table, [=](Storage& at) { at.insert(table, memtable_of(rows)); },
      [=](ExpectedTables& tables) { tables.insert(table, rows); });
}

Operation update(const std::string& table, const std::string& text) {
  return on_manager(
      "update " + table,
      [=](Storage& at) {
        at.update(table, {Named{"text", literal(text)}}, col("id") >= 3);
      },
      [=](ExpectedTables& tables) {
        Rows rows = tables.rows(table);
        for (auto& [id, old] : rows) old = id >= 3 ? text : old;
        tables.change(table, rows);
      });
}

Operation erase(const std::string& table, std::int64_t id) {
  return on_manager(
      "delete from " + table, [=](Storage& at) { at.delete_rows(table, col("id") == id); },
      [=](ExpectedTables& tables) {
        Rows rows = tables.rows(table);
        rows.erase(id);
        tables.change(table, rows);
      });
}

/// Inserts into one and deletes from the other, in one transaction.
Operation move_rows(const std::string& from, const std::string& to, std::int64_t id) {
  const Rows rows = rows_of(id, id, "transaction");
  return on_manager(
      fmt::format("transaction on {} and {}", from, to),
      [=](Storage& at) {
        at.transaction([&](Transaction& tx) {
          tx.insert(to, memtable_of(rows));
          tx.delete_rows(from, col("id") <= 1);
        });
      },
      [=](ExpectedTables& tables) {
        tables.insert(to, rows);
        Rows left = tables.rows(from);
        std::erase_if(left, [](const auto& row) { return row.first <= 1; });
        tables.change(from, left);
      });
}

Operation checkpoint(const std::string& table) {
  return on_manager(
      "checkpoint of " + table, [=](Storage& at) { at.checkpoint(table); },
      [=](ExpectedTables& tables) { tables.export_file(table); });
}

Operation checkpoint() {
  return on_manager(
      "checkpoint", [](Storage& at) { at.checkpoint(); },
      [](ExpectedTables& tables) { tables.export_all(); });
}

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

/// Raw SQL on a lease that is held from take() to give_back(); each statement is acknowledged when
/// it returns.
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

/// Keyed, so that replacing it goes through the table's DDL.
Operation create_keyed(const std::string& table) {
  return on_manager(
      "create " + table,
      [=](Storage& at) {
        at.create_table(table, memtable_of(rows_of(1, 1, "")).schema(), {.primary_key = {"id"}});
      },
      [=](ExpectedTables& tables) { tables.change(table, {}); });
}

std::vector<Operation> small_tables() {
  return {open(),
          write("a", rows_of(1, 10, "first")),
          write("b", rows_of(1, 4, "first")),
          append("a", rows_of(11, 20, "append")),
          insert("a", rows_of(21, 22, "insert")),
          update("a", "updated"),
          checkpoint("a"),
          erase("a", 5),
          move_rows("b", "a", 30),
          checkpoint(),
          insert("b", rows_of(40, 41, "insert")),
          write("a", rows_of(1, 3, "replace")),
          rename("b", "c"),
          checkpoint("c"),
          write("b", rows_of(1, 2, "again")),
          drop("c", false),
          drop("a", true),
          write("a", rows_of(1, 6, "after the drop")),
          close(),
          open(),
          insert("a", rows_of(100, 100, "reopened")),
          create_keyed("k"),
          insert("k", rows_of(1, 3, "insert")),
          write("k", rows_of(2, 900, "replace")),
          insert("k", rows_of(1000, 1900, "a commit of several pages")),
          update("k", "a text that is long enough for the commit to take some pages of the log"),
          erase("k", 7),
          checkpoint(),
          checkpoint(),
          insert("a", rows_of(101, 101, "after two checkpoints")),
          take(),
          raw_insert("a", 110),
          raw_checkpoint(),
          raw_insert("a", 111),
          give_back(),
          close(),
          open(),
          append("a", rows_of(102, 103, "append"))};
}

std::vector<Operation> large_tables() {
  return {write("l", rows_of(1, kMoreThanARowGroup, "large")),
          insert("l", rows_of(200'000, 200'001, "insert")),
          checkpoint("l"),
          move_rows("l", "a", 200),
          append("l", rows_of(300'000, 300'001, "append")),
          checkpoint(),
          update("l", "updated"),
          rename("l", "m"),
          checkpoint("m"),
          close(),
          open(),
          drop("m", true),
          checkpoint()};
}

}  // namespace

std::vector<Operation> workload(bool with_large_tables) {
  std::vector<Operation> all = small_tables();
  if (with_large_tables) {
    for (Operation& operation : large_tables()) all.push_back(std::move(operation));
  }
  for (const Operation& operation : {erase("a", 102), drop("k", true), drop("b", false), close()}) {
    all.push_back(operation);
  }
  return all;
}

std::vector<Operation> resumed_workload() {
  return {open(),
          write("z", rows_of(1, 3, "resumed")),
          insert("z", rows_of(4, 5, "insert")),
          drop("a", true),
          checkpoint("z"),
          close()};
}

std::vector<ExpectedTables> expectations(const ExpectedTables& before,
                                         const std::vector<Operation>& operations) {
  std::vector<ExpectedTables> moments = {before};
  for (const Operation& operation : operations) {
    moments.push_back(moments.back());
    operation.expect(moments.back());
  }
  return moments;
}

}  // namespace egregora::crash_tests
