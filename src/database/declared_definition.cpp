// SPDX-License-Identifier: Apache-2.0
// The engine normalises what it is told, so that only its own text of a second table can be
// compared with its text of the first.
#include "database/declared_definition.hpp"

#include <atomic>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/schemas.hpp>

#include "database/managed_tables.hpp"

namespace egregora::detail {

namespace {
/// Several threads may ask at once.
std::string model_name() {
  static std::atomic<std::int64_t> asked = 0;
  return fmt::format("{}declared_{}", kInternalPrefix, ++asked);
}

constexpr std::string_view kRemedy =
    "run the migrations; a table changed by hand must be changed back";

template <class S>
void check_drift(StorageCore& core, bool expected, std::vector<Problem>& problems) {
  CallSession session(core);
  const std::string name(S::table_name);
  const auto stored = core.database().tables().find(*session, name);
  if (!stored) {
    if (expected) {
      problems.push_back({"table-missing", name, "a managed table is not there",
                          "create it: create_table<...>({.if_missing = true})"});
    }
    return;
  }
  try {
    validate_schema(core.read(*session, name), S::schema());
  } catch (const SchemaMismatchError& error) {
    return problems.push_back({"schema-drift", name, error.what(), std::string(kRemedy)});
  }
  const std::string declared = declared_definition(core, rules_of<S>());
  if (without_name(stored->definition.text) == declared) return;
  problems.push_back({"schema-drift", name,
                      fmt::format("'{}' has other keys, checks or defaults, or another order of "
                                  "columns, than it is declared to have",
                                  name),
                      std::string(kRemedy)});
}
}  // namespace

std::string_view without_name(std::string_view definition) {
  const std::size_t columns = definition.find('(');
  return columns == std::string_view::npos ? definition : definition.substr(columns);
}

std::string declared_definition(StorageCore& core, const TableRules& rules) {
  CallSession session(core);
  const TableName model = core.scratch().physical(model_name());
  session->run(CreateTable{model, {rules.columns, {}, rules.checks}});
  const DataFrame found = session->fetch(ReadDefinition{model});
  session->run(DropTable{model});
  return std::string(without_name(found.column<std::string>("definition")[0]));
}

std::vector<Problem> drift_of(StorageCore& core, bool all_expected) {
  std::vector<Problem> problems;
  for_each_managed_table([&]<class S>() { check_drift<S>(core, all_expected, problems); });
  return problems;
}

}  // namespace egregora::detail
