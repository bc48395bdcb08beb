// SPDX-License-Identifier: Apache-2.0
// The summary of a run, in the order in which things happened.
#include "tools/egregora/run_summary.hpp"

#include <fmt/format.h>

#include "tools/egregora/failure.hpp"
#include "tools/egregora/quantity_text.hpp"

namespace egregora::program {
namespace {

std::string_view order_name(DateOrder order) {
  switch (order) {
    case DateOrder::mdy:
      return "month first";
    case DateOrder::ymd:
    case DateOrder::ydm:
      return "year first";
    default:
      return "day first";
  }
}

std::string input_lines(const RunInput& input) {
  std::string text = fmt::format("{}: {}, {} new, {} there before, thread \"{}\"\n",
                                 one_line(input.path.filename().string()),
                                 counted(input.messages, "message"), count_text(input.inserted),
                                 count_text(input.duplicates), one_line(input.summary.thread_id));
  if (input.rejected > 0)
    text += fmt::format("  {} fitted nowhere: see 'egregora rejects'\n",
                        counted(input.rejected, "line"));
  if (input.summary.date_order_assumed) {
    text += fmt::format(
        "  nothing in the file decides the order of day and month: read as {}; if not, use "
        "--date-order\n",
        order_name(input.summary.date_order));
  }
  return text;
}

std::string view_line(const RunResult& result) {
  std::int64_t rebuilt = 0;
  for (const RunView& view : result.views) rebuilt += view.rebuilt ? 1 : 0;
  return fmt::format("views: {} rebuilt, {} fresh already\n", rebuilt,
                     static_cast<std::int64_t>(result.views.size()) - rebuilt);
}

std::string checkpoint_line(const RunResult& result) {
  std::int64_t bytes = 0;
  for (const RunCheckpoint& file : result.checkpoints) bytes += file.bytes;
  return fmt::format("Parquet: {}, {}, in {}\n",
                     counted(static_cast<std::int64_t>(result.checkpoints.size()), "file"),
                     bytes_text(static_cast<std::uint64_t>(bytes)),
                     result.checkpoints.front().path.parent_path().string());
}

}  // namespace

std::string run_summary(const RunResult& result) {
  std::string text;
  for (const RunInput& input : result.inputs) text += input_lines(input);
  text +=
      fmt::format("windows: {} new, {} changed, {} as before\n", count_text(result.windows.created),
                  count_text(result.windows.changed), count_text(result.windows.kept));
  if (!result.views.empty()) text += view_line(result);
  if (!result.checkpoints.empty()) text += checkpoint_line(result);
  return text + fmt::format("run {} {} in {}\n", result.run_id.to_string().substr(0, 8),
                            result.status, duration_text(result.seconds));
}

}  // namespace egregora::program
