// SPDX-License-Identifier: Apache-2.0
// See ingest_peers.hpp.
#include "support/ingest_peers.hpp"

#include <duckdb.h>

#include <stdexcept>
#include <string>

#include "support/finished_rows.hpp"
#include "support/raw_database.hpp"

namespace bench {

namespace {

namespace fs = std::filesystem;

/// The best of those tried: one regular expression a line, a running count of headers as the
/// message's number, and string_agg over it, which on one thread sees the lines in order. As good
/// within the noise: matching first and extracting once a message. Far worse: ordering the lines of
/// each message explicitly (2.4 times).
std::string script(const fs::path& chat) {
  return "INSERT INTO chat\n"
         "WITH lines AS (\n"
         "  SELECT line, regexp_extract(line, '^(\\d\\d/\\d\\d/\\d{4}, \\d\\d:\\d\\d) - "
         "(?:([^:]+): )?(.*)$', ['time', 'author', 'body']) AS m\n"
         "  FROM read_csv('" +
         chat.string() +
         "', columns = {'line': 'VARCHAR'}, auto_detect = false, delim = E'\\x01', quote = '', "
         "escape = '', header = false)),\n"
         "numbered AS (\n"
         "  SELECT count(nullif(m.time, '')) OVER (ROWS UNBOUNDED PRECEDING) AS number,\n"
         "         nullif(m.time, '') AS time, m.author AS author,\n"
         "         CASE WHEN m.time <> '' THEN m.body ELSE line END AS body FROM lines)\n"
         "SELECT number, strptime(first(time), '%d/%m/%Y, %H:%M'), first(author),\n"
         "       string_agg(body, E'\\n')\n"
         "FROM numbered GROUP BY number";
}

}  // namespace

std::int64_t run_script(const fs::path& chat, const fs::path& db) {
  RawDatabase database(db);
  database.run("CREATE TABLE chat (number BIGINT, time TIMESTAMP, author VARCHAR, body VARCHAR)");
  return database.run(script(chat));
}

std::int64_t append_raw(const fs::path& chat, const fs::path& db, Stopwatch& watch) {
  const auto chunks = finished_rows(chat);
  watch.start();
  std::int64_t rows = 0;
  RawDatabase database(db);
  database.run(kMessagesTable);
  database.run("BEGIN");
  duckdb_appender appender = nullptr;
  if (duckdb_appender_create(database.connection(), nullptr, "messages", &appender) ==
      DuckDBError) {
    throw std::runtime_error("no appender");
  }
  for (const duckdb_data_chunk chunk : chunks) {
    if (duckdb_append_data_chunk(appender, chunk) == DuckDBError) {
      throw std::runtime_error("an appended chunk is refused");
    }
    rows += static_cast<std::int64_t>(duckdb_data_chunk_get_size(chunk));
  }
  if (duckdb_appender_close(appender) == DuckDBError) {
    throw std::runtime_error("appended rows are refused");
  }
  duckdb_appender_destroy(&appender);
  database.run("COMMIT");
  return rows;
}

}  // namespace bench
