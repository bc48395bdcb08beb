// SPDX-License-Identifier: Apache-2.0
// Stored unqualified: a view that knew our catalog's name would fail in every other client of the
// file.
#include "database/conversations.hpp"

#include <algorithm>

#include <egregora/data/schema.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/table_names.hpp"

namespace egregora::detail {

namespace {
using schemas::Conversations;
using schemas::Messages;

/// A `messages` table of another shape is the user's own; a view over it would fail.
bool can_be_viewed(const Schema& messages) {
  return std::all_of(Messages::schema().begin(), Messages::schema().end(), [&](const Field& field) {
    const auto index = messages.index_of(field.name);
    return index && messages[*index].type == field.type;
  });
}

bool is_view(Session& session, std::string_view name) {
  return session.fetch(ReadDefinition{session.durable(name)}).num_rows() == 0;
}
}  // namespace

Table conversations_of(const Table& m) {
  return m.select(Named{"event_id", m["message_id"]}, m["tenant_id"], m["source"], m["thread_id"],
                  Named{"msg_id", m["source_key"]}, m["seq"], Named{"ts", m["timestamp"]},
                  m["kind"], m["author_uuid"], Named{"author_raw", m["author"]},
                  Named{"text", m["content"]}, m["media_url"], m["media_type"],
                  Named{"attrs", m["metadata"]["attrs"]}, Named{"pii_flags", m["metadata"]["pii"]},
                  m["created_at"], m["created_by_run"]);
}

std::optional<CreateView> conversations_view(const TableName& view, const Schema& messages) {
  if (!can_be_viewed(messages)) return std::nullopt;
  CreateView create{view, conversations_of(table(Messages::table_name, Messages::schema()))};
  create.or_replace = true;
  return create;
}

bool concerns_conversations(std::string_view table) {
  const std::string name = fold_case(table);
  return name == Conversations::table_name || name == Messages::table_name;
}

void keep_conversations(Session& session) {
  const TableName view = session.durable(Conversations::table_name);
  const auto messages = session.schema_of(session.durable(Messages::table_name));
  const auto wanted = messages ? conversations_view(view, *messages) : std::nullopt;
  // Asked in this order: a view whose table is gone has no schema, asking for it is an error.
  if (!wanted) {
    if (is_view(session, Conversations::table_name)) session.run(DropView{view, true});
    return;
  }
  if (session.schema_of(view)) return;
  session.run(*wanted);
}

bool is_replaceable_view(std::string_view name) {
  return fold_case(name) == Conversations::table_name;
}

}  // namespace egregora::detail
