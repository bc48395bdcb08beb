// SPDX-License-Identifier: Apache-2.0
// One statement: the engine evaluates the rows straight into its memory.
#include "database/scratch_writer.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "database/conflict_retry.hpp"
#include "database/table_names.hpp"

namespace egregora::detail {

namespace {
constexpr int kAttempts = 10;

[[noreturn]] void refuse(std::string_view name, std::string_view why) {
  throw InvalidOperationError(
      fmt::format("table '{}' cannot be written without a checkpoint: {}", name, why),
      {.object_name = std::string(name)});
}
}  // namespace

void write_scratch(StorageCore& core, const Table& rows, std::string_view name, WriteMode mode) {
  if (mode == WriteMode::append) {
    refuse(name, "appending needs one, so that table and file hold the same rows");
  }
  if (is_managed_name(name)) refuse(name, "the library keeps this table");
  const WriterGuard guard(core.database().writers());
  CallSession session(core);
  if (session->schema_of(session->durable(name))) {
    refuse(name, "there is a durable table or view of that name; drop it first");
  }
  // A scratch table keeps the spelling it began with, and with it its place.
  const TableName full = core.scratch().find(name).value_or(core.scratch().physical(name));
  CreateTableAs create{full, rows};
  create.or_replace = true;
  retry_conflicts(kAttempts, [&] { session->run(create); });
  if (!core.scratch().find(name)) core.scratch().add(name);
}

void drop_scratch(StorageCore& core, std::string_view name) {
  const WriterGuard guard(core.database().writers());
  const auto full = core.scratch().find(name);
  if (!full) return;
  core.scratch().remove(name);
  CallSession session(core);
  session->run(DropTable{*full, true});
}

}  // namespace egregora::detail
