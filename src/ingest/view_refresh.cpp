// SPDX-License-Identifier: Apache-2.0
// See view_refresh.hpp.
#include "ingest/view_refresh.hpp"

#include <egregora/core/uuid.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/sql/to_sql.hpp>

#include <utility>

namespace egregora::ingest {

std::optional<CheckpointInfo> fresh_checkpoint(const DuckDBStorageManager& storage,
                                               std::string_view table) {
  for (const CheckpointInfo& version : storage.checkpoints().list(table)) {
    if (version.fresh) return version;
  }
  return std::nullopt;
}

ViewRefresh::ViewRefresh(DuckDBStorageManager& storage, Json last)
    : storage_(storage), last_(std::move(last)) {}

std::vector<std::string> ViewRefresh::names() const {
  std::vector<std::string> names;
  for (const auto& [name, builder] : common_views()) names.push_back(name);
  return names;
}

ViewRefresh::Definition ViewRefresh::definition(const std::string& name) const {
  const std::string conversations(schemas::Conversations::table_name);
  const ViewRegistry& registry = storage_.views();
  if (!registry.has(name)) return {common_views().at(name), conversations};
  const RegisteredView view = registry.describe(name);
  return {view.builder, view.depends_on.empty() ? conversations : view.depends_on.front()};
}

Json ViewRefresh::fingerprint(const Definition& view) const {
  Json result = Json::object();
  result.set(
      "expression",
      uuid5(kNamespaceOid, to_sql(view.builder(storage_.read_table(view.input)))).to_string());
  // Unless a table was written in its place, `conversations` is a view over `messages`.
  std::string input;
  for (const std::string_view table :
       {std::string_view(view.input), schemas::Messages::table_name}) {
    const auto file = fresh_checkpoint(storage_, table);
    input += file ? file->checkpoint_id.to_string() : std::string("none");
    input += '|';
  }
  result.set("input", input);
  return result;
}

bool ViewRefresh::is_current(const std::string& name, const Json& fingerprint) const {
  if (!last_.is_object() || !last_.contains(name)) return false;
  const auto file = fresh_checkpoint(storage_, name);
  if (!file) return false;
  Json expected = fingerprint;
  expected.set("file", file->checkpoint_id.to_string());
  return last_.at(name) == expected;
}

RunView ViewRefresh::refresh(const std::string& name) {
  const Definition view = definition(name);
  Json now = fingerprint(view);
  const bool current = is_current(name, now);
  if (!current) storage_.execute_view(name, view.builder, view.input);
  const auto file = fresh_checkpoint(storage_, name);
  now.set("file", file ? file->checkpoint_id.to_string() : std::string());
  state_.set(name, now);
  return {.name = name, .rows = file ? file->rows : 0, .rebuilt = !current};
}

}  // namespace egregora::ingest
