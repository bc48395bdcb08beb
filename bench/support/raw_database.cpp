// SPDX-License-Identifier: Apache-2.0
// See raw_database.hpp.
#include "support/raw_database.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>

namespace bench {

namespace {

std::string reason(const char* text) { return text == nullptr ? "no reason given" : text; }

}  // namespace

RawDatabase::RawDatabase(const std::filesystem::path& path) {
  if (duckdb_open(path.c_str(), &database_) == DuckDBError ||
      duckdb_connect(database_, &connection_) == DuckDBError) {
    throw std::runtime_error("raw DuckDB does not open");
  }
  run("SET threads = 1");
}

RawDatabase::~RawDatabase() {
  duckdb_disconnect(&connection_);
  duckdb_close(&database_);
}

std::int64_t RawDatabase::run(const std::string& sql) {
  RawResult result;
  if (duckdb_query(connection_, sql.c_str(), result.get()) == DuckDBError)
    throw std::runtime_error(reason(duckdb_result_error(result.get())));
  return static_cast<std::int64_t>(duckdb_rows_changed(result.get()));
}

RawStatement::RawStatement(const RawDatabase& database, const std::string& sql) {
  if (duckdb_prepare(database.connection(), sql.c_str(), &statement_) == DuckDBError)
    throw std::runtime_error(reason(duckdb_prepare_error(statement_)));
}

RawStatement& RawStatement::bind(idx_t parameter, std::int64_t value) {
  if (duckdb_bind_int64(statement_, parameter, value) == DuckDBError)
    throw std::runtime_error("a parameter is refused");
  return *this;
}

RawResult RawStatement::execute() {
  RawResult result;
  if (duckdb_execute_prepared(statement_, result.get()) == DuckDBError)
    throw std::runtime_error(reason(duckdb_result_error(result.get())));
  return result;
}

RawResult RawStatement::stream() {
  RawResult result;
  if (duckdb_execute_prepared_streaming(statement_, result.get()) == DuckDBError)
    throw std::runtime_error(reason(duckdb_result_error(result.get())));
  return result;
}

void sync_path(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY);
  if (file < 0 || ::fsync(file) != 0) throw std::runtime_error("no fsync: " + path.string());
  ::close(file);
}

}  // namespace bench
