// SPDX-License-Identifier: Apache-2.0
// Looking at runs. What reads several tables does so in one snapshot.
#include <egregora/core/errors.hpp>
#include <egregora/database/run_store.hpp>
#include <egregora/expr/functions.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "database/run_lineage.hpp"
#include "database/run_rows.hpp"
#include "database/run_state.hpp"
#include "database/run_unit.hpp"

namespace egregora {

using detail::CallSession;
using detail::Session;

namespace {
constexpr std::int64_t kNamed = 5;  // of ambiguous ids: more would not fit one line
constexpr std::int64_t kFewRuns = 5000;
// Of all time: what is longer ago an engine may not be able to say.
constexpr Timestamp kBeginning = std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
constexpr std::string_view kLowest = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view kHighest = "ffffffff-ffff-ffff-ffff-ffffffffffff";

void check_limit(std::int64_t limit) {
  if (limit >= 0) return;
  throw InvalidOperationError(fmt::format("a limit is not negative: {}", limit));
}

/// The whole id that begins with `prefix` and goes on as `rest` does.
std::optional<Uuid> completed(std::string_view prefix, std::string_view rest) {
  if (prefix.size() > rest.size()) return std::nullopt;
  return Uuid::try_parse(std::string(prefix) + std::string(rest.substr(prefix.size())));
}

/// Ids are ordered as their texts are: those that begin with `prefix` lie side by side, and zone
/// maps and the engine's comparison of UUIDs serve to find them.
Uuid find_id(Session& session, std::string_view prefix) {
  if (prefix.empty()) throw InvalidOperationError("a run's id, or its beginning, is not empty");
  const auto low = completed(prefix, kLowest);
  const auto high = completed(prefix, kHighest);
  const auto all = detail::runs();
  const Expr id = all.run_id.expr();
  std::vector<Uuid> found;
  if (low && high) {
    const DataFrame rows =
        session.query(all.Table::filter(id >= literal(*low) && id <= literal(*high))
                          .select("run_id")
                          .order_by("run_id")
                          .limit(kNamed + 1));
    for (std::int64_t row = 0; row < rows.num_rows(); ++row) {
      found.push_back(rows.column<Uuid>(0)[row]);
    }
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    throw RunNotFoundError(fmt::format("no run has an id that begins so: '{}'", prefix),
                           {.object_name = std::string(prefix)});
  }
  std::string named;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), kNamed); ++i) {
    named += (i == 0 ? "" : ", ") + found[i].to_string();
  }
  if (found.size() > kNamed) named += " ...";
  throw InvalidOperationError(
      fmt::format("several runs have an id that begins so; write more of it: '{}': {}", prefix,
                  named),
      {.object_name = std::string(prefix)});
}

/// A time since which at least `wanted` of `runs` began, where there are as many, and few more. The
/// newest of 100,000 rows that come in the order of their time cost DuckDB 1.5.6 5 ms, since each
/// is better than those before; how many there are since a time costs 0.15 ms.
Timestamp began_since(Session& session, const Table& runs, std::int64_t wanted) {
  const Expr time = runs["started_at"];
  const DataFrame known = session.query(
      runs.agg(Named{"runs", count()}, Named{"first", time.min()}, Named{"last", time.max()}));
  const std::int64_t all = known.column<std::int64_t>("runs")[0];
  if (all <= std::max(wanted, kFewRuns)) return kBeginning;
  const Timestamp first = known.column<Timestamp>("first")[0];
  const Timestamp last = known.column<Timestamp>("last")[0];
  // As if they came evenly; further back where they do not.
  for (auto window = (last - first) / all * 2 * wanted; window < last - first;
       window = window * 8 + std::chrono::seconds{1}) {
    const Table newer = runs.filter(time >= literal(last - window));
    const DataFrame found = session.query(newer.agg(Named{"runs", count()}));
    if (found.column<std::int64_t>(0)[0] >= wanted) return last - window;
  }
  return first;
}

/// Runs `read(session)` on one state of the database.
template <class F>
auto in_one_snapshot(detail::StorageCore& core, const F& read) {
  CallSession session(core);
  const TransactionScope scope(session->connection());
  return read(*session);
}
}  // namespace

RunRecord RunStore::get_run(std::string_view id_or_prefix) const {
  const auto core = state_->store.core();
  return in_one_snapshot(*core, [&](Session& session) {
    return detail::find_run(session, find_id(session, id_or_prefix));
  });
}

RunRecord RunStore::get_run(const Uuid& run_id) const {
  const auto core = state_->store.core();
  return detail::find_run(*CallSession(*core), run_id);
}

RunRecord RunStore::get_run(Transaction& tx, const Uuid& run_id) const {
  return detail::find_run(state_->store.joined(tx).session(), run_id);
}

std::vector<RunRecord> RunStore::get_recent_runs(const RecentRuns& query) const {
  check_limit(query.limit);
  const auto core = state_->store.core();
  const auto all = detail::runs();
  Table wanted = all;
  if (query.status) {
    wanted = wanted.filter(all.status.expr() == literal(to_string(*query.status)));
  }
  if (query.stage) wanted = wanted.filter(all.stage.expr() == literal(*query.stage));
  return in_one_snapshot(*core, [&](Session& session) {
    const Timestamp since = began_since(session, wanted, query.limit);
    return detail::run_records(
        session.query(wanted.filter(all.started_at.expr() >= literal(since))
                          .order_by({all.started_at.desc(), all.run_id.asc()})
                          .limit(query.limit)));
  });
}

std::vector<RunRecord> RunStore::find_stale(std::chrono::microseconds older_than) const {
  if (older_than < older_than.zero()) {
    throw InvalidOperationError(
        fmt::format("a silence is not negative: {} microseconds", older_than.count()));
  }
  const auto core = state_->store.core();
  const Timestamp now = state_->store.clock().now();
  const Timestamp alive_since = older_than > now - kBeginning ? kBeginning : now - older_than;
  const auto all = detail::runs();
  const Expr last_sign = coalesce({all.heartbeat_at.expr(), all.started_at.expr()});
  return detail::run_records(
      CallSession(*core)->query(all.Table::filter(all.status.expr().isin({"running", "degraded"}),
                                                  last_sign < literal(alive_since))
                                    .order_by({last_sign.asc(), all.run_id.asc()})));
}

RunLineage RunStore::get_lineage(const Uuid& run_id) const {
  const auto core = state_->store.core();
  return in_one_snapshot(*core, [&](Session& session) {
    detail::require_run(session, run_id);
    const detail::LineageGraph graph(session.query(detail::lineage()));
    return RunLineage{graph.ancestors(run_id), graph.descendants(run_id)};
  });
}

std::vector<RunTable> RunStore::get_tables(const Uuid& run_id) const {
  const auto core = state_->store.core();
  return in_one_snapshot(*core, [&](Session& session) {
    detail::require_run(session, run_id);
    const auto all = detail::run_tables();
    return detail::run_table_records(
        session.query(all.Table::filter(all.run_id.expr() == literal(run_id))
                          .order_by({all.direction.asc(), all.name.asc()})));
  });
}

std::vector<RunEvent> RunStore::get_events(const Uuid& run_id, const RunEventQuery& query) const {
  if (query.limit) check_limit(*query.limit);
  const auto core = state_->store.core();
  return in_one_snapshot(*core, [&](Session& session) {
    detail::require_run(session, run_id);
    const auto all = detail::run_events();
    Table wanted = all.Table::filter(all.run_id.expr() == literal(run_id),
                                     all.seq.expr() > literal(query.after_seq))
                       .order_by(all.seq.asc());
    if (query.limit) wanted = wanted.limit(*query.limit);
    return detail::run_event_records(session.query(wanted));
  });
}

}  // namespace egregora
