// SPDX-License-Identifier: Apache-2.0
// Operations on rows.
#include "crash/power/operations.hpp"

#include <fmt/format.h>

#include <egregora/expr/functions.hpp>

#include <utility>

namespace egregora::crash_tests {
namespace {

using Storage = DuckDBStorageManager;

}  // namespace

Operation on_manager(std::string name, std::function<void(DuckDBStorageManager&)> run,
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

Operation upsert(const std::string& table, const Rows& rows) {
  return on_manager(
      "upsert into " + table,
      [=](Storage& at) { at.upsert(table, memtable_of(rows), {.keys = {"id"}}); },
      [=](ExpectedTables& tables) {
        Rows all = rows;
        all.merge(Rows(tables.rows(table)));
        tables.change(table, all);
      });
}

Operation write_in_memory_only(const std::string& table) {
  return on_manager(
      "write in memory only",
      [=](Storage& at) {
        at.write_table(memtable_of(rows_of(1, 5, "memory")), table, {.checkpoint = false});
      },
      [](ExpectedTables&) {});
}

Operation restore(const std::string& table) {
  return on_manager(
      "restore " + table, [=](Storage& at) { at.checkpoints().restore(table); },
      [=](ExpectedTables& tables) { tables.restore(table); });
}

}  // namespace egregora::crash_tests
