// SPDX-License-Identifier: Apache-2.0
// Random lives of runs against a model of a few lines: whatever is recorded, refused, rolled back
// or told by a clock that jumps, the store has what the model has.
#include <egregora/core/errors.hpp>
#include <egregora/database/run_store.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/known_tools.hpp"

namespace egregora::testing {
namespace {

constexpr std::array kStatuses = {RunStatus::pending,   RunStatus::running, RunStatus::degraded,
                                  RunStatus::completed, RunStatus::failed,  RunStatus::cancelled};

struct ModelRun {
  RunStatus status = RunStatus::running;
  Timestamp started_at = {};
  std::optional<Timestamp> finished_at = {};
  std::optional<std::int64_t> rows_out = {};
  std::int64_t events = 0;
  std::map<std::pair<TableUse, std::string>, std::optional<std::int64_t>> tables = {};
  std::set<Uuid> parents = {};
};

struct NotThisTime : std::runtime_error {
  NotThisTime() : std::runtime_error("rolled back") {}
};

/// One step, on the store and on the model.
class Walk {
 public:
  void step() {
    clock_->set("2025-01-01 10:00:" + std::to_string(10 + *rc::gen::inRange(0, 50)));
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return create();
      case 1:
        return table();
      case 2:
        return event();
      case 3:
        return link();
      default:
        return update();
    }
  }
  void compare() {
    std::vector<std::pair<Timestamp, Uuid>> order;
    for (const auto& [id, wanted] : model_) {
      order.emplace_back(wanted.started_at, id);
      compare(store_.get_run(id), wanted);
      RC_ASSERT(store_.get_events(id).size() == static_cast<std::size_t>(wanted.events));
      const auto tables = store_.get_tables(id);
      RC_ASSERT(tables.size() == wanted.tables.size());
      for (const RunTable& found : tables) {
        RC_ASSERT(wanted.tables.at({found.direction, found.table_name}) == found.rows);
      }
      const RunLineage lineage = store_.get_lineage(id);
      const auto ancestors = ancestors_of(id);
      RC_ASSERT(lineage.ancestors.size() == ancestors.size());
      for (const RelatedRun& found : lineage.ancestors) RC_ASSERT(ancestors.contains(found.run_id));
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    const auto recent = store_.get_recent_runs({.limit = 1000});
    RC_ASSERT(recent.size() == order.size());
    for (std::size_t i = 0; i < order.size(); ++i) RC_ASSERT(recent[i].run_id == order[i].second);
  }

 private:
  static void compare(const RunRecord& found, const ModelRun& wanted) {
    RC_ASSERT(found.status == wanted.status);
    RC_ASSERT(found.started_at == wanted.started_at);
    RC_ASSERT(found.finished_at == wanted.finished_at);
    RC_ASSERT(found.duration_seconds.has_value() == is_final(wanted.status));
    RC_ASSERT(found.duration_seconds.value_or(0) >= 0);
    RC_ASSERT(found.rows_out == wanted.rows_out);
  }
  std::set<Uuid> ancestors_of(const Uuid& id) const {
    std::set<Uuid> found;
    std::vector<Uuid> open = {id};
    while (!open.empty()) {
      const Uuid run = open.back();
      open.pop_back();
      for (const Uuid& parent : model_.at(run).parents) {
        if (found.insert(parent).second) open.push_back(parent);
      }
    }
    return found;
  }
  /// Mostly a run that is there.
  Uuid drawn_run() const {
    if (model_.empty() || *rc::gen::inRange(0, 12) == 0) return uuid5(kNamespaceOid, "nobody");
    return std::next(model_.begin(), *rc::gen::inRange<int>(0, static_cast<int>(model_.size())))
        ->first;
  }
  /// Calls `change(tx)` within a transaction that may be rolled back; true where it stands.
  template <class F>
  bool within(const F& change) {
    const bool rolls_back = *rc::gen::inRange(0, 4) == 0;
    try {
      storage_.transaction([&](Transaction& tx) {
        change(tx);
        if (rolls_back) throw NotThisTime();
      });
    } catch (const NotThisTime&) {
      return false;
    }
    return true;
  }
  void create() {
    const RunStatus status = *rc::gen::elementOf(kStatuses);
    Uuid id;
    if (!within([&](Transaction& tx) { id = store_.create_run(tx, {.status = status}); })) return;
    ModelRun& run = model_[id];
    run.status = status;
    run.started_at = clock_->now();
    if (is_final(status)) run.finished_at = run.started_at;
  }
  static bool allowed(RunStatus from, RunStatus to) {
    if (is_final(from)) return false;
    if (from != RunStatus::pending) return to != RunStatus::pending;
    return to != RunStatus::degraded && to != RunStatus::completed;
  }
  void update() {
    const Uuid id = drawn_run();
    const RunStatus status = *rc::gen::elementOf(kStatuses);
    const std::int64_t rows = *rc::gen::inRange(0, 100);
    const auto change = [&] { store_.update_run_status(id, status, {.rows_out = rows}); };
    const auto known = model_.find(id);
    if (known == model_.end()) {
      RC_ASSERT_THROWS_AS(change(), RunNotFoundError);
      return;
    }
    ModelRun& run = known->second;
    if (!allowed(run.status, status)) {
      RC_ASSERT_THROWS_AS(change(), InvalidOperationError);
      return;
    }
    change();
    if (run.status == RunStatus::pending && status == RunStatus::running) {
      run.started_at = clock_->now();
    }
    run.status = status;
    run.rows_out = rows;
    if (is_final(status)) run.finished_at = std::max(clock_->now(), run.started_at);
  }
  void table() {
    const Uuid id = drawn_run();
    const RunTable table{
        .table_name = *rc::gen::element<std::string>("a", "b"),
        .direction = *rc::gen::arbitrary<bool>() ? TableUse::read : TableUse::written,
        .rows = *rc::gen::inRange(0, 9)};
    if (!model_.contains(id)) {
      RC_ASSERT_THROWS_AS(store_.record_table(id, table), RunNotFoundError);
      return;
    }
    if (within([&](Transaction& tx) { store_.record_table(tx, id, table); })) {
      model_[id].tables[{table.direction, table.table_name}] = table.rows;
    }
  }
  void event() {
    const Uuid id = drawn_run();
    if (!model_.contains(id)) {
      RC_ASSERT_THROWS_AS(store_.record_event(id, {.kind = "e"}), RunNotFoundError);
      return;
    }
    const std::int64_t wanted = model_[id].events + 1;
    if (within([&](Transaction& tx) {
          RC_ASSERT(store_.record_event(tx, id, {.kind = "e"}) == wanted);
        })) {
      ++model_[id].events;
    }
  }
  void link() {
    const Uuid child = drawn_run();
    const Uuid parent = drawn_run();
    const NewLineage link{.child_run_id = child, .parent_run_ids = {parent}};
    if (!model_.contains(child) || !model_.contains(parent)) {
      RC_ASSERT_THROWS_AS(store_.record_lineage(link), RunNotFoundError);
    } else if (child == parent || ancestors_of(parent).contains(child)) {
      RC_ASSERT_THROWS_AS(store_.record_lineage(link), InvalidOperationError);
    } else if (within([&](Transaction& tx) { store_.record_lineage(tx, link); })) {
      model_[child].parents.insert(parent);
    }
  }

  std::shared_ptr<SettableClock> clock_ = std::make_shared<SettableClock>("2025-01-01 10:00:00");
  DuckDBStorageManager storage_;
  RunStore store_{storage_, {.clock = clock_}};
  std::map<Uuid, ModelRun> model_;
};

RC_GTEST_PROP(RunModel, has_the_same_runs_events_tables_and_lineage, ()) {
  Walk walk;
  for (int steps = *rc::gen::inRange(1, 30); steps > 0; --steps) walk.step();
  walk.compare();
}

}  // namespace
}  // namespace egregora::testing
