// SPDX-License-Identifier: Apache-2.0
// Views as expressions over the vocabulary of `conversations`. Inputs may lack seq, event_id and
// kind: the users of the original had tables without them.
#include "database/built_in_views.hpp"

#include <utility>

#include <egregora/expr/functions.hpp>

namespace egregora {

namespace {
/// Position in the thread, from 0: by time, then by what tells messages of one instant apart.
Table chunks(const Table& t) {
  std::vector<OrderKey> order = {t["ts"]};
  for (const char* column : {"seq", "event_id"}) {
    if (t.schema().contains(column)) order.emplace_back(t[column]);
  }
  const Expr position = row_number().over({.group_by = {t["thread_id"]}, .order_by = order});
  return t.mutate(Named{"chunk_idx", position});
}

Table with_media(const Table& t) { return t.filter(t["media_url"].notnull()); }

Table with_text(const Table& t) { return t.filter(t["text"].notnull() && t["text"] != ""); }

/// Messages and authors a unit of time, in UTC: that is the time zone of every connection.
Table aggregates(const Table& t, const char* unit) {
  const Table counted = t.schema().contains("kind") ? t.filter(t["kind"] != "system") : t;
  return counted.group_by(Named{unit, counted["ts"].truncate(unit)})
      .agg(Named{"message_count", count()},
           Named{"unique_authors", counted["author_uuid"].nunique()},
           Named{"first_message", counted["ts"].min()}, Named{"last_message", counted["ts"].max()})
      .order_by(unit);
}

Table hourly_aggregates(const Table& t) { return aggregates(t, "hour"); }
Table daily_aggregates(const Table& t) { return aggregates(t, "day"); }
}  // namespace

const std::map<std::string, ViewBuilder, std::less<>>& common_views() {
  static const auto* const builders = new std::map<std::string, ViewBuilder, std::less<>>{
      {"chunks", chunks},
      {"chunks_optimized", chunks},  // the original had two ways to compute the same
      {"messages_with_media", with_media},
      {"messages_with_text", with_text},
      {"hourly_aggregates", hourly_aggregates},
      {"daily_aggregates", daily_aggregates}};
  return *builders;
}

namespace detail {

void add_built_in_views(ViewRegistry& registry) {
  const std::map<std::string, std::string> descriptions = {
      {"chunks", "every message with its position in the thread"},
      {"chunks_optimized", "the same as chunks"},
      {"messages_with_media", "messages that carry a file"},
      {"messages_with_text", "messages with a text that is not empty"},
      {"hourly_aggregates", "messages and authors of each hour"},
      {"daily_aggregates", "messages and authors of each day"}};
  for (const auto& [name, builder] : common_views()) {
    registry.add(name, builder,
                 {.description = descriptions.at(name), .depends_on = {"conversations"}});
  }
}

}  // namespace detail
}  // namespace egregora
