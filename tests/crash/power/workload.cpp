// SPDX-License-Identifier: Apache-2.0
// The orders in which operations are done.
#include "crash/power/workload.hpp"

#include <utility>

#include "crash/power/operations.hpp"

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

}  // namespace

std::vector<Operation> workload(Workload which) {
  if (which == Workload::definitions) return definitions();
  std::vector<Operation> all = small_tables();
  if (which == Workload::large_tables) {
    for (Operation& operation : large_tables()) all.push_back(std::move(operation));
  }
  for (const Operation& operation : {erase("a", 102), drop("k", true), drop("b", false), close()}) {
    all.push_back(operation);
  }
  return all;
}

const char* to_string(Workload which) {
  switch (which) {
    case Workload::small_tables:
      return "small";
    case Workload::large_tables:
      return "large";
    case Workload::definitions:
      return "definitions";
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
  for (const Workload each : {Workload::large_tables, Workload::definitions}) {
    if (which == to_string(each)) return workload(each);
  }
  return workload(Workload::small_tables);
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
