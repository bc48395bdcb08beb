// SPDX-License-Identifier: Apache-2.0
// A run's result as the JSON that the program prints.
#include <egregora/ingest/pipeline.hpp>

namespace egregora {

std::string_view to_string(RunStage stage) noexcept {
  switch (stage) {
    case RunStage::opening:
      return "opening";
    case RunStage::ingesting:
      return "ingesting";
    case RunStage::windows:
      return "windows";
    case RunStage::views:
      return "views";
    case RunStage::checkpoints:
      return "checkpoints";
  }
  return "opening";
}

namespace {

template <class T, class F>
Json json_array(const std::vector<T>& items, F to_object) {
  Json array = Json::array();
  for (const T& item : items) array.push_back(to_object(item));
  return array;
}

Json input_json(const RunInput& input) {
  Json object = Json::object();
  object.set("path", input.path.string());
  object.set("messages", input.messages);
  object.set("inserted", input.inserted);
  object.set("duplicates", input.duplicates);
  object.set("rejected", input.rejected);
  return object;
}

Json view_json(const RunView& view) {
  Json object = Json::object();
  object.set("name", view.name);
  object.set("rows", view.rows);
  object.set("rebuilt", view.rebuilt);
  return object;
}

Json checkpoint_json(const RunCheckpoint& checkpoint) {
  Json object = Json::object();
  object.set("table", checkpoint.table);
  object.set("rows", checkpoint.rows);
  object.set("bytes", checkpoint.bytes);
  object.set("path", checkpoint.path.string());
  return object;
}

}  // namespace

Json to_json(const RunResult& result) {
  Json windows = Json::object();
  windows.set("created", result.windows.created);
  windows.set("changed", result.windows.changed);
  windows.set("kept", result.windows.kept);
  Json object = Json::object();
  object.set("run_id", result.run_id.to_string());
  object.set("status", result.status);
  object.set("seconds", result.seconds);
  object.set("inputs", json_array(result.inputs, input_json));
  object.set("windows", windows);
  object.set("views", json_array(result.views, view_json));
  object.set("checkpoints", json_array(result.checkpoints, checkpoint_json));
  return object;
}

}  // namespace egregora
