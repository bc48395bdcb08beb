// SPDX-License-Identifier: Apache-2.0
// The engine writes the files, as it does for stored tables: an instance in memory for each call.
#include <egregora/database/write_frame.hpp>

#include <egregora/engine/engine.hpp>
#include <egregora/expr/memtable.hpp>

#include "database/file_export.hpp"

namespace egregora {

namespace {
void write(const DataFrame& frame, const std::filesystem::path& path, FileFormat format) {
  const auto engine = open_duckdb({});
  const auto connection = engine->connect();
  detail::Session session(*engine, *connection);
  detail::export_file(session, *detail::posix_file_system(), memtable(frame), path, format);
}
}  // namespace

void to_parquet(const DataFrame& frame, const std::filesystem::path& path) {
  write(frame, path, FileFormat::parquet);
}
void to_csv(const DataFrame& frame, const std::filesystem::path& path) {
  write(frame, path, FileFormat::csv);
}
void to_json(const DataFrame& frame, const std::filesystem::path& path) {
  write(frame, path, FileFormat::json);
}
void to_ndjson(const DataFrame& frame, const std::filesystem::path& path) {
  write(frame, path, FileFormat::ndjson);
}

}  // namespace egregora
