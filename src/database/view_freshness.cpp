// SPDX-License-Identifier: Apache-2.0
// A table whose newest file is fresh has not changed since that file's generation; a view written
// later, under the writer lock, has read just those rows.
#include "database/view_freshness.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <egregora/database/schemas.hpp>

#include "database/conversations.hpp"
#include "database/manifest.hpp"

namespace egregora::detail {

namespace {
bool is_managed_view(Session& session, StoredTables& tables, const std::string& name) {
  if (!is_replaceable_view(name)) return false;
  const auto found = tables.find(session, name);
  return found && found->definition.is_view;
}
}  // namespace

bool ViewFreshness::exists(const std::string& name) const {
  CallSession session(core_);
  return session->schema_of(session->resolve(name)).has_value();
}

std::optional<std::string> ViewFreshness::missing_input(const RegisteredView& view) const {
  for (const std::string& input : view.depends_on) {
    if (!exists(input)) return input;
  }
  return std::nullopt;
}

BuiltExpression ViewFreshness::build(const RegisteredView& view) const {
  Table input = [&] {
    CallSession session(core_);
    return core_.read(*session, view.depends_on.front());
  }();
  Table rows = view.builder(input);
  return {expression_hash(rows), tables_read_by(rows), rows};
}

std::vector<std::string> ViewFreshness::stored_inputs(const RegisteredView& view,
                                                      const BuiltExpression& expression) const {
  CallSession session(core_);
  StoredTables& tables = core_.database().tables();
  std::map<std::string, std::string> spelled;  // by folded name
  const auto add = [&](std::string name) {
    const bool managed = !core_.scratch().find(name) && is_managed_view(*session, tables, name);
    if (managed) name = schemas::Messages::table_name;
    spelled.emplace(fold_case(name), name);
  };
  for (const std::string& name : view.depends_on) add(name);
  for (const std::string& name : expression.reads.stored) add(name);
  std::vector<std::string> names;
  names.reserve(spelled.size());
  for (auto& [folded, name] : spelled) names.push_back(name);
  return names;
}

std::optional<std::string> ViewFreshness::why_stale(const RegisteredView& view,
                                                    const BuiltExpression& expression) const {
  if (core_.scratch().find(view.name)) return "it was built in memory only";
  // Asked once: another thread may drop the table meanwhile.
  const auto head = core_.database().index().head(view.name);
  if (!head) return exists(view.name) ? "its table was not built as a view" : "it was never built";
  if (auto reason = why_unlike(*head, expression.hash)) return reason;
  for (const std::string& input : stored_inputs(view, expression)) {
    if (auto reason = why_input_differs(input, head->generation)) return reason;
  }
  if (!expression.reads.files.empty()) {
    return fmt::format("it reads a file, of which nobody knows whether it changed: '{}'",
                       *expression.reads.files.begin());
  }
  if (expression.reads.cached) return "it reads a cached table, which is in memory only";
  if (expression.reads.large_frame) return "it reads a large table that is in memory only";
  return std::nullopt;
}

std::optional<std::string> ViewFreshness::why_unlike(const ManifestRow& head,
                                                     const std::string& hash) const {
  if (!head.fresh) return "its table was changed after it was built";
  if (head.expression_hash != hash) return "it was built by another expression";
  const CheckpointFiles& files = core_.database().files();
  const auto file = files.file_system().status(files.layout().stable(head.table));
  if (files.is_published(head) && (!file || file->size != head.bytes)) {
    return "its file is gone or another one";
  }
  return std::nullopt;
}

std::optional<std::string> ViewFreshness::why_input_differs(const std::string& input,
                                                            std::int64_t generation) const {
  if (core_.scratch().find(input)) {
    return fmt::format("its input '{}' is in memory only", input);
  }
  const auto head = core_.database().index().head(input);
  if (head && head->fresh && head->generation <= generation) return std::nullopt;
  CallSession session(core_);
  const auto stored = core_.database().tables().find(*session, input);
  if (stored && stored->definition.is_view) {
    return fmt::format(
        "its input '{}' is a view of the database, of which nobody knows what it "
        "reads",
        input);
  }
  return fmt::format("its input '{}' has changed", input);
}

std::vector<std::string> ViewFreshness::unwritten_inputs(const RegisteredView& view,
                                                         const BuiltExpression& expression) const {
  std::vector<std::string> names = stored_inputs(view, expression);
  std::erase_if(names, [&](const std::string& name) {
    if (core_.scratch().find(name)) return true;
    const auto head = core_.database().index().head(name);
    if (head && head->fresh) return true;
    CallSession session(core_);
    const auto stored = core_.database().tables().find(*session, name);
    return !stored || stored->definition.is_view;
  });
  return names;
}

}  // namespace egregora::detail
