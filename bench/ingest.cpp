// SPDX-License-Identifier: Apache-2.0
// From a chat export to a committed table, beside two peers on the same file in the same run: a
// script such as one writes by hand in DuckDB (number, time, author and body only), and DuckDB's
// own appender fed with our finished rows. One thread each, a process each, medians. Usage: ingest
// [--messages N] [--repeats R] [--no-memory]
#include <duckdb.h>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/init.hpp>
#include <egregora/ingest/import_messages.hpp>
#include <egregora/ingest/pipeline.hpp>
#include <egregora/ingest/sample.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "support/child_process.hpp"
#include "support/finished_rows.hpp"

namespace {

namespace fs = std::filesystem;
using bench::Cost;
using bench::Stopwatch;

struct Options {
  std::int64_t messages = 1'000'000;
  int repeats = 3;
  bool memory = true;
};

/// A folder for the chats and databases, gone at the end.
class Workshop {
 public:
  Workshop() {
    std::string name = (fs::temp_directory_path() / "egregora-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  fs::path chat(std::int64_t messages) const {
    const fs::path folder = folder_ / std::to_string(messages);
    fs::create_directories(folder);
    fs::path path = folder / "WhatsApp Chat with Book Club.txt";
    if (!fs::exists(path)) egregora::write_sample(path, {.messages = messages, .seed = 7});
    return path;
  }
  fs::path fresh(const std::string& name) const {
    const fs::path path = folder_ / name;
    for (const char* suffix : {"", ".wal", ".lock", ".generations"}) {
      fs::remove(path.string() + suffix);
    }
    return path;
  }

 private:
  fs::path folder_;
};

/// Raw DuckDB on a file of its own.
class RawDatabase {
 public:
  explicit RawDatabase(const fs::path& path) {
    if (duckdb_open(path.c_str(), &database_) == DuckDBError ||
        duckdb_connect(database_, &connection_) == DuckDBError) {
      throw std::runtime_error("raw DuckDB does not open");
    }
    run("SET threads = 1");
  }
  ~RawDatabase() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;
  void run(const std::string& sql) {
    duckdb_result result;
    const bool failed = duckdb_query(connection_, sql.c_str(), &result) == DuckDBError;
    const std::string error = failed ? duckdb_result_error(&result) : "";
    duckdb_destroy_result(&result);
    if (failed) throw std::runtime_error(error);
  }
  duckdb_connection connection() const { return connection_; }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

/// Our way: file to committed `messages`, the database opened and closed.
std::int64_t import(const fs::path& chat, const fs::path& db, const std::string& memory_limit) {
  egregora::StorageOptions options{.db_path = db, .threads = 1};
  if (!memory_limit.empty()) options.memory_limit = memory_limit;
  const auto input = egregora::WhatsAppAdapter().open(chat, {.thread = "Book Club"});
  egregora::DuckDBStorageManager storage(options);
  egregora::initialize_database(storage);
  const auto imported = storage.transaction(
      [&](egregora::Transaction& tx) {
        return egregora::import_messages(tx, *input,
                                         {.created_at = egregora::system_clock()->now()});
      },
      {.attempts = 1});
  storage.close();
  return imported.messages;
}

std::int64_t whole_run(const fs::path& chat, const fs::path& db, const std::string& memory_limit) {
  egregora::StorageOptions options{.db_path = db, .threads = 1};
  if (!memory_limit.empty()) options.memory_limit = memory_limit;
  egregora::DuckDBStorageManager storage(options);
  const auto result = egregora::run_pipeline(storage, {.exports = {chat}});
  storage.close();
  return result.inputs.front().messages;
}

/// The strongest of three ways tried: group by a running count of headers, on one thread, so that
/// string_agg sees the lines in order. Ordering them explicitly costs 2.4 times as much.
std::string script(const fs::path& chat) {
  return "CREATE TABLE chat AS\n"
         "WITH lines AS (\n"
         "  SELECT line, regexp_extract(line, '^(\\d\\d/\\d\\d/\\d{4}, \\d\\d:\\d\\d) - "
         "(?:([^:]+): )?(.*)$', ['time', 'author', 'body']) AS m\n"
         "  FROM read_csv('" +
         chat.string() +
         "', columns = {'line': 'VARCHAR'}, auto_detect = false, delim = E'\\x01', quote = '', "
         "escape = '', header = false)),\n"
         "numbered AS (\n"
         "  SELECT sum(CASE WHEN m.time <> '' THEN 1 ELSE 0 END) OVER (ROWS UNBOUNDED PRECEDING) "
         "AS "
         "number, m.time AS time, m.author AS author,\n"
         "         CASE WHEN m.time <> '' THEN m.body ELSE line END AS body FROM lines)\n"
         "SELECT number, strptime(max(time), '%d/%m/%Y, %H:%M') AS time, max(author) AS author, "
         "string_agg(body, E'\\n') AS body\n"
         "FROM numbered GROUP BY number";
}

std::int64_t run_script(const fs::path& chat, const fs::path& db, std::int64_t messages) {
  RawDatabase database(db);
  database.run(script(chat));
  return messages;
}

std::int64_t append_raw(const fs::path& chat, const fs::path& db, Stopwatch& watch) {
  const auto chunks = bench::finished_rows(chat);
  watch.start();
  std::int64_t rows = 0;
  RawDatabase database(db);
  database.run(bench::kMessagesTable);
  database.run("BEGIN");
  duckdb_appender appender = nullptr;
  if (duckdb_appender_create(database.connection(), nullptr, "messages", &appender) ==
      DuckDBError) {
    throw std::runtime_error("no appender");
  }
  for (const duckdb_data_chunk chunk : chunks) {
    if (duckdb_append_data_chunk(appender, chunk) == DuckDBError) {
      throw std::runtime_error(duckdb_appender_error(appender));
    }
    rows += static_cast<std::int64_t>(duckdb_data_chunk_get_size(chunk));
  }
  duckdb_appender_destroy(&appender);
  database.run("COMMIT");
  return rows;
}

void print(const char* what, const Cost& cost, const Cost* unit = nullptr, double bar = 0) {
  const double rows = static_cast<double>(cost.rows);
  std::printf("%-44s %8.2f %8.2f %9.0f %9.0f %8.0f", what, cost.cpu_seconds, cost.wall_seconds,
              rows / cost.cpu_seconds / 1000, rows / cost.wall_seconds / 1000, cost.peak_mib);
  if (unit != nullptr) {
    const double ratio = cost.cpu_seconds / unit->cpu_seconds;
    std::printf("   %.2f (at most %.1f: %s)", ratio, bar, ratio <= bar ? "holds" : "BROKEN");
  }
  std::printf("\n");
}

void print_head(const char* title) {
  std::printf("\n%s\n%-44s %8s %8s %9s %9s %8s\n", title, "", "cpu s", "wall s", "k/cpu s",
              "k/wall s", "peak MiB");
}

void compare(const Workshop& workshop, const Options& options) {
  const fs::path chat = workshop.chat(options.messages);
  const Cost by_hand = bench::median_in_child(options.repeats, [&](Stopwatch&) {
    return run_script(chat, workshop.fresh("script.db"), options.messages);
  });
  const Cost raw = bench::median_in_child(options.repeats, [&](Stopwatch& watch) {
    return append_raw(chat, workshop.fresh("raw.db"), watch);
  });
  const Cost ours = bench::median_in_child(
      options.repeats, [&](Stopwatch&) { return import(chat, workshop.fresh("ours.db"), ""); });
  const fs::path db = workshop.fresh("again.db");
  bench::in_child([&](Stopwatch&) { return import(chat, db, ""); });
  const Cost again =
      bench::median_in_child(options.repeats, [&](Stopwatch&) { return import(chat, db, ""); });
  print_head("file to committed table, one thread");
  print("script by hand", by_hand);
  print("appender fed with finished rows", raw);
  print("ours, beside the script", ours, &by_hand, 1.0);
  print("ours, beside the appender", ours, &raw, 1.6);
  print("ours, nothing new, beside the script", again, &by_hand, 0.8);
}

void print_peak(const char* what, const Cost& cost, double bar) {
  print(what, cost);
  std::printf("%44s peak %.0f MiB (under %.0f: %s)\n", "", cost.peak_mib, bar,
              cost.peak_mib < bar ? "holds" : "BROKEN");
}

void memory(const Workshop& workshop) {
  const auto peak = [&](std::int64_t messages, const char* limit) {
    return bench::in_child([&](Stopwatch&) {
      return import(workshop.chat(messages), workshop.fresh("memory.db"), limit);
    });
  };
  print_head("memory");
  const Cost one = peak(1'000'000, "128MB");
  print("1 M, memory_limit 128 MB", one);
  print_peak("2 M, memory_limit 128 MB", peak(2'000'000, "128MB"), 320);
  print_peak("5 M, memory_limit 128 MB", peak(5'000'000, "128MB"), one.peak_mib + 64);
  print_peak("5 M, memory_limit 200 MB", peak(5'000'000, "200MB"), 450);
  const fs::path db = workshop.fresh("known.db");
  bench::in_child([&](Stopwatch&) { return import(workshop.chat(1'000), db, ""); });
  print_peak("5 M into a thread with messages, 200 MB", bench::in_child([&](Stopwatch&) {
               return import(workshop.chat(5'000'000), db, "200MB");
             }),
             450);
  std::printf("%44s spill folder %s\n", "",
              fs::exists(db.string() + ".tmp") ? "is STILL THERE" : "is gone");
  const fs::path run_db = workshop.fresh("run.db");
  print("2 M, the whole run, 128 MB", bench::in_child([&](Stopwatch&) {
          return whole_run(workshop.chat(2'000'000), run_db, "128MB");
        }));
  print("2 M, the whole run again", bench::in_child([&](Stopwatch&) {
          return whole_run(workshop.chat(2'000'000), run_db, "128MB");
        }));
}

Options read_options(int count, char** values) {
  Options options;
  for (int at = 1; at < count; ++at) {
    if (std::strcmp(values[at], "--no-memory") == 0) options.memory = false;
    if (at + 1 == count) break;
    if (std::strcmp(values[at], "--messages") == 0) options.messages = std::atoll(values[at + 1]);
    if (std::strcmp(values[at], "--repeats") == 0) options.repeats = std::atoi(values[at + 1]);
  }
  return options;
}

}  // namespace

int main(int count, char** values) {
  const Options options = read_options(count, values);
  const Workshop workshop;
  compare(workshop, options);
  if (options.memory) memory(workshop);
  return 0;
}
