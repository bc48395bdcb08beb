// SPDX-License-Identifier: Apache-2.0
// Messages, and views that follow them.
#include <egregora/database/message_repository.hpp>
#include <egregora/database/views.hpp>

#include <fmt/format.h>

#include "crash/power/operations.hpp"
#include "crash/power/store_operations.hpp"
#include "unit/database/sample_row.hpp"

namespace egregora::crash_tests {
namespace {

/// As plain as can be, and nothing drawn.
Scalar metadata() {
  const Schema schema = schemas::Messages::schema();
  const DataType type = schema[schema.index_of("metadata").value()].type;
  std::vector<Scalar> members;
  for (const StructField& member : type.fields()) {
    const bool is_id = member.type.kind() == TypeKind::uuid;
    members.push_back(is_id ? Scalar::null(member.type) : plainest(member.type));
  }
  return Scalar::of(type, members);
}

Operation insert_message(int number) {
  const std::string name = fmt::format("insert message {}", number);
  return undisturbed_operation(name, [number](WorkloadStorage& at) {
    const Uuid id = Uuid::parse(fmt::format("22222222-0000-0000-0000-{:012}", number));
    at.manager->insert("messages", sample_row<schemas::Messages>(
                                       {{"message_id", Scalar(id)},
                                        {"seq", Scalar(number)},
                                        {"metadata", metadata()},
                                        {"content", Scalar(fmt::format("text {}", number))}}));
  });
}

/// Some of them twice.
Operation insert_messages() {
  return undisturbed_operation("insert_messages", [](WorkloadStorage& at) {
    std::vector<NewMessage> messages;
    for (const char* key : {"k-1", "k-2", "k-1"}) {
      messages.push_back({.source = "crash",
                          .thread_id = "a",
                          .source_key = key,
                          .timestamp = parse_timestamp("2025-03-01"),
                          .author = "Ana",
                          .content = key});
    }
    MessageRepository(*at.manager, {.clock = at.clock}).insert_messages(messages);
  });
}

/// Each view is a write of its own.
Operation refresh() {
  return undisturbed_operation("refresh views", [](WorkloadStorage& at) {
    views().refresh(*at.manager, {.names = {"daily_aggregates", "messages_with_text"},
                                  .on_view = [&](std::string_view) { at.acknowledge(); }});
  });
}

}  // namespace

std::vector<Operation> messages_and_views() {
  return {insert_message(1), insert_message(2),      checkpoint("messages"),
          refresh(),         insert_message(3),      insert_messages(),
          insert_messages(), checkpoint("messages"), refresh()};
}

}  // namespace egregora::crash_tests
