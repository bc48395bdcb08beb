// SPDX-License-Identifier: Apache-2.0
#include <egregora/database/task_record.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <egregora/core/errors.hpp>

namespace egregora {

namespace {
using Name = std::pair<TaskStatus, std::string_view>;
constexpr std::array<Name, 7> kNames = {Name{TaskStatus::pending, "pending"},
                                        Name{TaskStatus::processing, "processing"},
                                        Name{TaskStatus::completed, "completed"},
                                        Name{TaskStatus::failed, "failed"},
                                        Name{TaskStatus::superseded, "superseded"},
                                        Name{TaskStatus::cancelled, "cancelled"},
                                        Name{TaskStatus::dead, "dead"}};
}  // namespace

std::string_view to_string(TaskStatus status) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                   [&](const Name& name) { return name.first == status; });
  if (found == kNames.end()) throw InvalidOperationError("this is no status of a task");
  return found->second;
}

std::optional<TaskStatus> task_status(std::string_view name) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                   [&](const Name& known) { return known.second == name; });
  if (found == kNames.end()) return std::nullopt;
  return found->first;
}

}  // namespace egregora
