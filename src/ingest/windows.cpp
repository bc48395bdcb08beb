// SPDX-License-Identifier: Apache-2.0
// See windows.hpp. Source, cutter and writer are put together here.
#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/ingest/windows.hpp>

#include <string>

#include "ingest/window_appender.hpp"
#include "ingest/window_cutter.hpp"
#include "ingest/window_source.hpp"
#include "ingest/window_writer.hpp"

namespace egregora {

using ingest::CutMessage;
using ingest::CutWindow;

std::string_view to_string(StepUnit unit) noexcept {
  switch (unit) {
    case StepUnit::messages:
      return "messages";
    case StepUnit::hours:
      return "hours";
    case StepUnit::days:
      return "days";
    case StepUnit::bytes:
      return "bytes";
  }
  return "messages";
}

std::optional<StepUnit> parse_step_unit(std::string_view text) noexcept {
  for (const StepUnit unit :
       {StepUnit::messages, StepUnit::hours, StepUnit::days, StepUnit::bytes}) {
    if (to_string(unit) == text) return unit;
  }
  return std::nullopt;
}

WindowChanges update_windows(Transaction& transaction, const WindowOptions& options) {
  const WindowOptions checked = ingest::checked_options(options);
  const ingest::WindowSource source(transaction, checked.source_table);
  ingest::WindowWriter writer(transaction, checked);
  std::string thread;
  const auto cutter = ingest::make_window_cutter(
      checked, [&](const CutWindow& window) { writer.write(thread, window); });
  source.read(
      [&](const std::string& of, const CutMessage& message) {
        if (thread != of) thread = of;
        cutter->add(message);
      },
      [&](const std::string&) { cutter->finish(); });
  return writer.finish();
}

WindowChanges update_windows(DuckDBStorageManager& storage, const WindowOptions& options) {
  return storage.transaction([&](Transaction& tx) { return update_windows(tx, options); });
}

std::vector<Window> create_windows(Transaction& transaction, const WindowOptions& options) {
  update_windows(transaction, options);
  return ingest::read_windows(transaction,
                              ingest::window_config_hash(ingest::checked_options(options)));
}

std::vector<Window> create_windows(DuckDBStorageManager& storage, const WindowOptions& options) {
  return storage.transaction([&](Transaction& tx) { return create_windows(tx, options); });
}

}  // namespace egregora
