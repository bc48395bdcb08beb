// SPDX-License-Identifier: Apache-2.0
// From a chat export to a committed table, beside two peers on the same file in the same run; what
// the same import and the whole pipeline cost when nothing is new; and the memory of all that.
// Every measured piece of work is a process of its own, on one thread. The exit code is 1 where a
// bar is broken. Usage: ingest [--messages N] [--rounds R] [--no-memory]
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/database/init.hpp>
#include <egregora/ingest/import_messages.hpp>
#include <egregora/ingest/pipeline.hpp>
#include <egregora/ingest/whatsapp_adapter.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "support/contest.hpp"
#include "support/ingest_peers.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

namespace fs = std::filesystem;
using bench::Contest;
using bench::Cost;
using bench::Report;
using bench::Stopwatch;
using bench::Workshop;

struct Options {
  std::int64_t messages = 1'000'000;
  int rounds = 5;
  bool memory = true;
};

egregora::StorageOptions one_thread(const fs::path& db, const std::string& memory_limit) {
  egregora::StorageOptions options{.db_path = db, .threads = 1};
  if (!memory_limit.empty()) options.memory_limit = memory_limit;
  return options;
}

/// Our way: file to committed `messages`, the database opened and closed.
std::int64_t import(const fs::path& chat, const fs::path& db, const std::string& memory_limit) {
  const auto input = egregora::WhatsAppAdapter().open(chat, {.thread = "Book Club"});
  egregora::DuckDBStorageManager storage(one_thread(db, memory_limit));
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

/// The program's main job: messages, windows, views and all their files.
std::int64_t whole_run(const fs::path& chat, const fs::path& db, const std::string& memory_limit) {
  egregora::DuckDBStorageManager storage(one_thread(db, memory_limit));
  const auto result = egregora::run_pipeline(storage, {.exports = {chat}});
  storage.close();
  return result.inputs.front().messages;
}

class Counter final : public egregora::MessageSink {
 public:
  void message(const egregora::SourceMessage&) override { ++messages_; }
  void reject(const egregora::RejectedLine&) override {}
  std::int64_t messages() const { return messages_; }

 private:
  std::int64_t messages_ = 0;
};

std::int64_t parse(const fs::path& chat) {
  Counter counter;
  egregora::WhatsAppAdapter().open(chat, {})->read(counter);
  return counter.messages();
}

void expect(std::int64_t found, std::int64_t wanted, const char* whose) {
  if (found == wanted) return;
  throw std::runtime_error(std::string(whose) + " yields " + std::to_string(found) + " of " +
                           std::to_string(wanted) + " messages; the figures compare nothing");
}

void compare(const Workshop& workshop, const Options& options, Report& report) {
  const fs::path chat = workshop.chat(options.messages);
  const fs::path known = workshop.fresh("again");
  bench::in_child([&](Stopwatch&) { return import(chat, known, ""); });
  Contest contest;
  const int script =
      contest.add([&](Stopwatch&) { return bench::run_script(chat, workshop.fresh("script")); });
  const int raw = contest.add(
      [&](Stopwatch& watch) { return bench::append_raw(chat, workshop.fresh("raw"), watch); });
  const int ours =
      contest.add([&](Stopwatch&) { return import(chat, workshop.fresh("ours"), ""); });
  const int again = contest.add([&](Stopwatch&) { return import(chat, known, ""); });
  const int parser = contest.add([&](Stopwatch&) { return parse(chat); });
  contest.run(options.rounds);

  const Cost by_hand = contest.cost(script);
  const Cost appended = contest.cost(raw);
  const Cost imported = contest.cost(ours);
  const Cost repeated = contest.cost(again);
  expect(by_hand.rows, options.messages, "the script");
  expect(appended.rows, options.messages, "the appender");
  expect(imported.rows, options.messages, "the import");
  bench::print_cost_head("file to committed table, one thread");
  bench::print_cost("script by hand: number, time, author, body", by_hand);
  bench::print_cost("appender fed with finished rows", appended);
  bench::print_cost("import", imported);
  bench::print_cost("import, nothing new", repeated);
  bench::print_cost("reading alone", contest.cost(parser));
  report.ratio("import / script", "CPU s", imported.cpu_seconds, by_hand.cpu_seconds,
               contest.cpu_ratio(ours, script), 1.0);
  report.ratio("import, nothing new / script", "CPU s", repeated.cpu_seconds, by_hand.cpu_seconds,
               contest.cpu_ratio(again, script), 0.8);
  report.ratio("import / appender", "CPU s", imported.cpu_seconds, appended.cpu_seconds,
               contest.cpu_ratio(ours, raw), 1.6);
}

/// The whole run, and once more with nothing new.
void run_twice(const Workshop& workshop, const Options& options, std::int64_t messages,
               Report& report) {
  const fs::path chat = workshop.chat(messages);
  fs::path db;
  Contest contest;
  const int first = contest.add([&](Stopwatch&) { return whole_run(chat, db, ""); });
  const int second = contest.add([&](Stopwatch&) { return whole_run(chat, db, ""); });
  for (int round = 0; round < (options.rounds + 1) / 2; ++round) {
    db = workshop.fresh("run");
    contest.run(1);
  }
  const Cost once = contest.cost(first);
  const Cost twice = contest.cost(second);
  const std::string size = std::to_string(messages / 1000) + " k";
  bench::print_cost_head(("the whole run, " + size + " messages").c_str());
  bench::print_cost("first", once);
  bench::print_cost("second, nothing new", twice);
  report.ratio(("second run / first, " + size).c_str(), "CPU s", twice.cpu_seconds,
               once.cpu_seconds, contest.cpu_ratio(second, first), 1.0 / 3);
  report.ratio(("second run / first, " + size).c_str(), "wall s", twice.wall_seconds,
               once.wall_seconds, contest.wall_ratio(second, first), 1.0 / 3);
}

Cost import_within(const Workshop& workshop, std::int64_t messages, const fs::path& db,
                   const char* memory_limit) {
  const fs::path chat = workshop.chat(messages);
  return bench::in_child([&](Stopwatch&) { return import(chat, db, memory_limit); });
}

bool spilled_files_gone(const fs::path& db) { return !fs::exists(db.string() + ".tmp"); }

void small_memory(const Workshop& workshop, Report& report) {
  const Cost one = import_within(workshop, 1'000'000, workshop.fresh("memory"), "128MB");
  bench::print_cost("import 1 M, memory_limit 128 MB", one);
  const Cost two = import_within(workshop, 2'000'000, workshop.fresh("memory"), "128MB");
  bench::print_cost("import 2 M, memory_limit 128 MB", two);
  const Cost five = import_within(workshop, 5'000'000, workshop.fresh("memory"), "128MB");
  bench::print_cost("import 5 M, memory_limit 128 MB", five);
  report.bound("peak of importing 2 M, limit 128 MB", "MiB", two.peak_mib, 320);
  report.bound("5 M above 1 M, limit 128 MB", "MiB", five.peak_mib - one.peak_mib, 64);
}

void large_imports(const Workshop& workshop, Report& report) {
  const fs::path direct = workshop.fresh("direct");
  const Cost five = import_within(workshop, 5'000'000, direct, "200MB");
  bench::print_cost("import 5 M, memory_limit 200 MB", five);
  report.bound("peak of importing 5 M, limit 200 MB", "MiB", five.peak_mib, 450);
  report.holds("its spill folder is gone", spilled_files_gone(direct));
  const fs::path known = workshop.fresh("known");
  import_within(workshop, 1'000, known, "200MB");
  const Cost more = import_within(workshop, 5'000'000, known, "200MB");
  bench::print_cost("the same into a thread with messages", more);
  report.bound("peak of 5 M into a known thread, limit 200 MB", "MiB", more.peak_mib, 450);
  report.holds("its spill folder is gone", spilled_files_gone(known));
}

void memory(const Workshop& workshop, Report& report) {
  bench::print_cost_head("memory");
  const Cost idle = bench::in_child([](Stopwatch&) { return std::int64_t{1}; });
  const fs::path large = workshop.chat(5'000'000);
  const Cost parser = bench::in_child([&](Stopwatch&) { return parse(large); });
  bench::print_cost("reading 5 M alone", parser);
  report.bound("the reader's own part at 5 M", "MiB", parser.peak_mib - idle.peak_mib, 16);
  small_memory(workshop, report);
  large_imports(workshop, report);
  const fs::path chat = workshop.chat(2'000'000);
  const fs::path db = workshop.fresh("run");
  for (const char* which : {"whole run of 2 M, memory_limit 128 MB", "the same again"}) {
    const Cost run = bench::in_child([&](Stopwatch&) { return whole_run(chat, db, "128MB"); });
    bench::print_cost(which, run);
    report.bound(which, "MiB", run.peak_mib, 320);
  }
  report.holds("its spill folder is gone", spilled_files_gone(db));
}

Options read_options(int count, char** values) {
  Options options;
  for (int at = 1; at < count; ++at) {
    if (std::strcmp(values[at], "--no-memory") == 0) options.memory = false;
    if (at + 1 == count) break;
    if (std::strcmp(values[at], "--messages") == 0) options.messages = std::atoll(values[at + 1]);
    if (std::strcmp(values[at], "--rounds") == 0) options.rounds = std::atoi(values[at + 1]);
  }
  return options;
}

}  // namespace

int main(int count, char** values) try {
  const Options options = read_options(count, values);
  const Workshop workshop;
  Report report;
  compare(workshop, options, report);
  run_twice(workshop, options, 200'000, report);
  run_twice(workshop, options, options.messages, report);
  if (options.memory) memory(workshop, report);
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
