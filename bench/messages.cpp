// SPDX-License-Identifier: Apache-2.0
// Looking into a large conversation through the repository, beside hand-written SQL through the C
// API that fetches the same rows into plain vectors; and how soon a first page is there. One
// thread, CPU seconds; both sides plan their statement each time.
// Usage: messages [--messages N] [--rounds R]
#include <egregora/core/uuid.hpp>
#include <egregora/database/init.hpp>
#include <egregora/database/message_repository.hpp>
#include <egregora/database/streaming.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

#include "support/clock.hpp"
#include "support/options.hpp"
#include "support/raw_columns.hpp"
#include "support/raw_database.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

namespace fs = std::filesystem;
using bench::ClockKind;
using bench::RawDatabase;
using bench::RawStatement;
using bench::Report;
using namespace egregora;
using namespace std::chrono_literals;

constexpr int kThreads = 20;
constexpr int kAuthors = 100;  // ten in each chat, each in two
constexpr std::int64_t kPage = 100;
constexpr const char* kColumns = "message_id, timestamp, author, content";

struct Options {
  std::int64_t messages = 5'000'000;
  int rounds = 9;
};

std::string author_name(int number) { return "Author " + std::to_string(number); }
std::string author_id(int number) {
  return uuid5(kNamespaceOid, "whatsapp:" + author_name(number)).to_string();
}

/// As the pipeline leaves them: chat by chat, each over the same four years, names replaced.
std::string insert_statement(std::int64_t messages) {
  std::string ids;
  for (int i = 0; i < kAuthors; ++i) ids += (i == 0 ? "'" : ", '") + author_id(i) + "'";
  const std::string each = std::to_string(messages / kThreads);
  const std::string who = "((i // " + each + ") * 5 + (hash(i) % 10)::BIGINT) % 100 + 1";
  return "INSERT INTO messages SELECT md5(i::VARCHAR)::UUID, 'default', 'whatsapp', 'chat ' || i "
         "// " +
         each + ", NULL, i % " + each + ", to_timestamp(1609459200 + (i % " + each +
         ") * 126230400 // " + each +
         "), who, who::UUID, 'text', 'message ' || md5((i * 7)::VARCHAR) || ' of words ' || "
         "hash(i),"
         " NULL, NULL, {'reply_to': NULL, 'mentions': []::UUID[], 'urls': []::VARCHAR[], 'pii':"
         " []::VARCHAR[], 'edited': false, 'attrs': NULL}, to_timestamp(1700000000), NULL FROM"
         " (SELECT i, list_value(" +
         ids + ")[" + who + "] AS who FROM range(" +
         std::to_string(messages / kThreads * kThreads) + ") AS numbers(i))";
}

/// Two files of the same rows, ours and one for the peer.
void write_rows(const fs::path& ours, const fs::path& raw, std::int64_t messages) {
  {
    DuckDBStorageManager storage({.db_path = ours});
    initialize_database(storage);
    storage.connection()->query(insert_statement(messages));
    storage.checkpoint();
    storage.close();
  }
  fs::copy_file(ours, raw);
}

struct RawRows {
  bench::RawColumn<duckdb_hugeint> message_id = {};
  bench::RawColumn<std::int64_t> timestamp = {};
  bench::RawTexts author = {};
  bench::RawTexts content = {};
};

std::int64_t fetch(const RawDatabase& database, const std::string& rest) {
  RawStatement statement(database, std::string("SELECT ") + kColumns + " FROM messages " + rest);
  RawRows rows;
  return statement.execute().for_each_chunk([&](duckdb_data_chunk chunk, idx_t size) {
    rows.message_id.append(duckdb_data_chunk_get_vector(chunk, 0), size);
    rows.timestamp.append(duckdb_data_chunk_get_vector(chunk, 1), size);
    rows.author.append(duckdb_data_chunk_get_vector(chunk, 2), size);
    rows.content.append(duckdb_data_chunk_get_vector(chunk, 3), size);
  });
}

std::int64_t fetch(const Table& messages) {
  return messages.select("message_id", "timestamp", "author", "content").execute().num_rows();
}

class Comparison {
 public:
  Comparison(const fs::path& ours, const fs::path& raw, const Options& options, Report& report)
      : storage_({.db_path = ours, .threads = 1}), raw_(raw), options_(options), report_(report) {}

  void run() {
    const std::string id = author_id(7);
    beside(
        "by author, an id", [&] { return fetch(repo_.get_messages_by_author(id)); },
        "WHERE author_uuid = '" + id + "'::UUID");
    // The same rule by hand: whoever is called so, or stored under the pseudonym.
    beside(
        "by author, a name", [&] { return fetch(repo_.get_messages_by_author(author_name(7))); },
        "WHERE author = '" + author_name(7) + "' OR author_uuid = '" + id + "'::UUID");
    beside(
        "by days, a month", [&] { return fetch(repo_.get_messages_by_date_range(kMonth)); },
        "WHERE timestamp >= TIMESTAMPTZ '2022-03-01 00:00:00+00' AND timestamp < TIMESTAMPTZ"
        " '2022-04-01 00:00:00+00'");
    const std::string message = message_in_the_middle();
    beside(
        "a thread by one of its messages, in order",
        [&] { return fetch(*repo_.get_thread({.message_id = message})); },
        "WHERE thread_id = (SELECT thread_id FROM messages WHERE message_id = '" + message +
            "'::UUID) ORDER BY timestamp, seq, message_id");
    pages(message);
  }

 private:
  static constexpr const char* kWords = "A7B";
  const MessageDays kMonth{.start_date = 2022y / 3 / 1, .end_date = 2022y / 3 / 31};

  std::string message_in_the_middle() {
    const Table all = storage_.read_table("messages");
    return all.filter(all["thread_id"] == "chat 7")
        .limit(1)
        .execute()
        .column<Uuid>("message_id")[0]
        .to_string();
  }
  void beside(const char* what, const std::function<std::int64_t()>& ours,
              const std::string& theirs) {
    const std::int64_t rows = ours();
    if (rows == 0 || fetch(raw_, theirs) != rows)
      throw std::runtime_error(std::string("not the same rows: ") + what);
    const bench::Turns turns = bench::take_turns(
        ClockKind::cpu, options_.rounds, 1, [&] { ours(); }, [&] { fetch(raw_, theirs); });
    std::printf("%s: %lld rows\n", what, static_cast<long long>(rows));
    report_.ratio(what, "CPU ms", turns.ours * 1e3, turns.peer * 1e3, turns.ratio, 1.2);
  }
  /// Whole rows, planning and looking up included.
  void page(const char* what, const std::function<Table()>& table) {
    const auto look = [&] {
      if (table().limit(kPage).execute().num_rows() != kPage)
        throw std::runtime_error(std::string("no whole page: ") + what);
    };
    const bench::Turns turns = bench::take_turns(ClockKind::cpu, options_.rounds, 1, look, [] {});
    report_.bound(what, "CPU ms", turns.ours * 1e3, 50);
  }
  void pages(const std::string& message) {
    page("page by author", [&] { return repo_.get_messages_by_author(author_name(7)); });
    page("page by author, in order",
         [&] { return in_declared_order(repo_.get_messages_by_author(author_name(7))); });
    page("page by days", [&] { return repo_.get_messages_by_date_range(kMonth); });
    page("page by days, in order",
         [&] { return in_declared_order(repo_.get_messages_by_date_range(kMonth)); });
    page("page of a thread, in order", [&] { return *repo_.get_thread({.message_id = message}); });
    page("page by words", [&] { return repo_.search(kWords); });
  }

  DuckDBStorageManager storage_;
  MessageRepository repo_{storage_};
  RawDatabase raw_;
  const Options& options_;
  Report& report_;
};

Options options_of(int count, char** values) {
  Options options;
  bench::read_options(count, values,
                      {{"--messages", &options.messages}, {"--rounds", &options.rounds}});
  return options;
}

}  // namespace

int main(int count, char** values) try {
  const Options options = options_of(count, values);
  const bench::Workshop workshop;
  const fs::path ours = workshop.fresh("ours");
  const fs::path raw = workshop.fresh("raw");
  write_rows(ours, raw, options.messages);
  Report report;
  Comparison(ours, raw, options, report).run();
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
