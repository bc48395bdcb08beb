// SPDX-License-Identifier: Apache-2.0
// Shows the main job from C++: a WhatsApp export becomes a database with messages, windows, views
// and Parquet files, and the messages are then counted by author with columns that the compiler
// knows.
#include <egregora/egregora.hpp>
#include <egregora/ingest/pipeline.hpp>

#include <filesystem>
#include <iostream>

using namespace egregora;            // NOLINT: an example shows the library as its users write it
using namespace egregora::literals;  // "name"_ = expression

int main(int argc, char** argv) {
  const std::filesystem::path data = argc > 1 ? argv[1] : "data";
  DuckDBStorageManager storage{{.db_path = "club.duckdb"}};
  const RunResult result =
      run_pipeline(storage, {.exports = {data / "WhatsApp Chat with Book Club.zip"}});
  for (const RunInput& input : result.inputs) {
    std::cout << input.path.filename() << ": " << input.messages << " messages, " << input.inserted
              << " new\n";
  }
  std::cout << result.windows.created << " windows, " << result.checkpoints.size()
            << " Parquet files\n";

  const auto messages = storage.read_table<schemas::Messages>();
  const Table talkers = messages.filter(messages.kind == "text")
                            .group_by("author")
                            .agg("messages"_ = count(), "first"_ = messages.timestamp.min())
                            .order_by(col("messages").desc())
                            .limit(3);
  std::cout << talkers.execute();

  // Saying it again finds nothing new.
  const RunResult again =
      run_pipeline(storage, {.exports = {data / "WhatsApp Chat with Book Club.zip"}});
  return again.inputs.front().inserted == 0 ? 0 : 1;
}
