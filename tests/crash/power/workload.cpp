// SPDX-License-Identifier: Apache-2.0
// The orders in which operations are done.
#include "crash/power/workload.hpp"

#include <algorithm>
#include <utility>

#include "crash/power/operations.hpp"
#include "crash/power/store_operations.hpp"
#include "crash/power/undisturbed.hpp"

namespace egregora::crash_tests {
namespace {

constexpr std::int64_t kMoreThanARowGroup = 123'000;

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

std::vector<Operation> definitions() {
  return {open(),
          create_keyed("u"),
          upsert("u", rows_of(1, 5, "upsert")),
          checkpoint("u"),
          upsert("u", rows_of(4, 9, "a second upsert")),
          write_in_memory_only("scratch"),
          restore("u"),
          write("r", rows_of(1, 5, "first")),
          update("r", "changed"),
          restore("r"),
          drop("r", false),
          restore("r"),
          ensure_sequence("ids", 10),
          take_numbers("ids", 3),
          take_defaults("r", "ids"),
          checkpoint("r"),
          take(),
          raw_insert_default("r", "ids"),
          give_back(),
          insert("r", rows_of(70, 70, "insert")),
          sync_sequence("ids", "r"),
          close(),
          open(),
          take_numbers("ids", 100),
          checkpoint(),
          write("r", rows_of(80, 82, "replace")),
          take(),
          raw_insert_default("r", "ids"),
          raw_checkpoint(),
          raw_insert_default("r", "ids"),
          give_back(),
          add_column("u", "note"),
          rename_column("u", "note", "remark"),
          checkpoint("u"),
          ensure_sequence("spare", 1),
          take_numbers("spare", 1),
          drop_sequence("spare"),
          restore("r"),
          rename("u", "v"),
          checkpoint("v"),
          drop("r", true),
          drop_sequence("ids"),
          close()};
}

std::vector<Operation> joined(std::initializer_list<std::vector<Operation>> parts) {
  std::vector<Operation> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// A store with operations of its own adds a part, before what they do together.
std::vector<Operation> stores() {
  return joined({{open_at_known_time()},
                 ratings(),
                 runs(),
                 messages_and_views(),
                 tasks(),
                 documents(),
                 {close(), open()},
                 stores_together(),
                 {checkpoint(), close()}});
}

std::vector<Operation> migrations(const Operation& migrate) {
  return joined(
      {{open_at_known_time()},
       old_layout(),
       {write("a", rows_of(1, 2000, "first")), checkpoint("windows"),
        insert("a", rows_of(3000, 3001, "not in the file")), migrate},
       migrated_layout(),
       {checkpoint(), close(), open(), insert("a", rows_of(4000, 4000, "after")), close()}});
}

std::vector<Operation> tables(bool large) {
  const std::vector<Operation> end = {erase("a", 102), drop("k", true), drop("b", false), close()};
  return large ? joined({small_tables(), large_tables(), end}) : joined({small_tables(), end});
}

}  // namespace

std::vector<Operation> workload(Workload which) {
  switch (which) {
    case Workload::small_tables:
      return tables(false);
    case Workload::large_tables:
      return tables(true);
    case Workload::definitions:
      return definitions();
    case Workload::stores:
      return stores();
    case Workload::migrations:
      return migrations(migrate());
    case Workload::migrated_file:
      return migrations(migrate_file());
  }
  return {};
}

const char* to_string(Workload which) {
  switch (which) {
    case Workload::small_tables:
      return "small";
    case Workload::large_tables:
      return "large";
    case Workload::definitions:
      return "definitions";
    case Workload::stores:
      return "stores";
    case Workload::migrations:
      return "migrations";
    case Workload::migrated_file:
      return "migrated file";
  }
  return "?";
}

std::vector<Operation> resumed_workload() {
  return {open(),
          write("z", rows_of(1, 3, "resumed")),
          insert("z", rows_of(4, 5, "insert")),
          drop("a", true),
          checkpoint("z"),
          close()};
}

std::vector<Operation> recovery() { return {open(), close()}; }

std::vector<Operation> workload(const std::string& which) {
  if (which == "resumed") return resumed_workload();
  if (which == "recovery") return recovery();
  for (const Workload each : {Workload::large_tables, Workload::definitions, Workload::stores,
                              Workload::migrations, Workload::migrated_file}) {
    if (which == to_string(each)) return workload(each);
  }
  return workload(Workload::small_tables);
}

std::vector<ExpectedTables> expectations(const ExpectedTables& before,
                                         const std::vector<Operation>& operations) {
  const bool all_say_it = std::all_of(operations.begin(), operations.end(),
                                      [](const Operation& each) { return bool(each.expect); });
  if (!all_say_it) return undisturbed(operations);
  std::vector<ExpectedTables> moments = {before};
  for (const Operation& operation : operations) {
    moments.back().set_under_way(operation.name);
    moments.push_back(moments.back());
    operation.expect(moments.back());
  }
  moments.back().set_under_way("nothing");
  return moments;
}

}  // namespace egregora::crash_tests
