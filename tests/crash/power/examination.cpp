// SPDX-License-Identifier: Apache-2.0
// The child writes lines "<what>\t<...>" into a pipe. It is forked and not started anew, as loading
// the engine takes longer than the examination; so the parent must never use the engine itself.
#include "crash/power/examination.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>

#include <csignal>
#include <cstdlib>
#include <set>
#include <sstream>
#include <stdexcept>

#include "crash/power/workload.hpp"

namespace egregora::crash_tests {

namespace fs = std::filesystem;

namespace {

constexpr int kPatienceInMilliseconds = 60'000;
constexpr const char* kProbe = "written_after_the_cut";

class Child {
 public:
  Child(fs::path folder, int out) : folder_(std::move(folder)), out_(out) {}

  void examine() {
    try {
      open_and_look();
      left_over();
      say("end");
    } catch (const DatabaseBehindError& error) {
      say("behind", error.what());
    } catch (const std::exception& error) {
      say("refused", error.what());
    }
  }

 private:
  template <class... T>
  void say(const T&... words) {
    std::string line;
    for (std::string text : {std::string(words)...}) {
      for (char& byte : text) byte = byte == '\n' || byte == '\t' ? ' ' : byte;
      line += text + '\t';
    }
    line.back() = '\n';
    if (::write(out_, line.data(), line.size()) < 0) ::_exit(1);
  }

  fs::path database() const { return folder_ / kDatabaseName; }
  fs::path data() const { return database().parent_path() / ".egregora" / "data"; }

  void open_and_look() {
    DuckDBStorageManager storage({.db_path = database(), .threads = 1});
    for (const std::string& name : storage.list_tables()) {
      const auto state = std::string(to_string(storage.describe(name).checkpoint));
      say("table", name, digest_of(storage.read_table(name)), state);
    }
    for (const std::string& name : storage.sequences().list()) {
      const SequenceState state = storage.sequences().state(name);
      say("sequence", text_of(name, {state.start, state.next}));
    }
    look_at_files(storage);
    write_something(storage);
    problems(storage);
    for (const CheckpointInfo& info : storage.checkpoints().list()) known_.insert(info.path);
    storage.close();
  }

  void look_at_files(DuckDBStorageManager& storage) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(data(), none)) {
      if (entry.path().extension() != ".parquet") continue;
      try {
        say("file", entry.path().stem().string(), digest_of(storage.read_parquet(entry.path())));
      } catch (const std::exception& error) {
        say("flaw", "a Parquet file cannot be read", error.what());
      }
    }
  }

  void write_something(DuckDBStorageManager& storage) {
    storage.write_table(memtable_of(rows_of(1, 2, "probe")), kProbe);
    storage.drop_table(kProbe, {.checkpoint_too = true});
  }

  void problems(DuckDBStorageManager& storage) {
    for (const Problem& problem : storage.checkpoints().doctor()) {
      if (problem.kind == "checkpoint-stale" || problem.kind == "log-set-aside") continue;
      say("flaw", "doctor", problem.kind, problem.object, problem.message);
    }
  }

  void left_over() {
    const fs::path log = database().string() + ".generations";
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      const fs::path& path = entry.path();
      const bool is_stable = path.parent_path() == data() && path.extension() == ".parquet";
      const bool is_aside = path.filename().string().find(".wal.refused-") != std::string::npos;
      if (is_aside) say("mended");
      if (entry.is_directory() || path == database() || path == log || is_stable || is_aside)
        continue;
      if (!known_.contains(path))
        say("flaw", "left over", path.lexically_relative(folder_).string());
    }
  }

  fs::path folder_;
  int out_;
  std::set<fs::path> known_ = {};
};

/// Until the child closes its end or loses our patience.
std::string read_all(int pipe, pid_t child) {
  std::string text;
  char buffer[4096];
  pollfd waiting{pipe, POLLIN, 0};
  while (::poll(&waiting, 1, kPatienceInMilliseconds) > 0) {
    const ssize_t got = ::read(pipe, buffer, sizeof buffer);
    if (got <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  ::kill(child, SIGKILL);
  return text + "flaw\tdoes not come to an end\n";
}

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::istringstream in(line);
  for (std::string word; std::getline(in, word, '\t');) words.push_back(word);
  words.resize(std::max<std::size_t>(words.size(), 4));
  return words;
}

Found parse(const std::string& text) {
  Found found;
  bool ended = false;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> words = words_of(line);
    ended |= words[0] == "end" || words[0] == "refused" || words[0] == "behind";
    if (words[0] == "table") found.tables[words[1]] = {words[2], words[3]};
    if (words[0] == "sequence") found.sequences += words[1] + '\n';
    if (words[0] == "file") found.files[words[1]] = words[2];
    if (words[0] == "flaw") found.flaws.push_back(line.substr(5));
    if (words[0] == "refused" || words[0] == "behind") found.refused = words[1];
    found.is_behind |= words[0] == "behind";
    found.was_mended |= words[0] == "mended";
  }
  if (!ended) found.flaws.push_back("the process that opened it died");
  return found;
}

[[noreturn]] void run_child(const fs::path& folder, int out) {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  Child(folder, out).examine();
  ::_exit(EXIT_SUCCESS);
}

}  // namespace

std::string Found::contents() const {
  std::string text;
  for (const auto& [name, table] : tables) text += name + ' ' + table.digest + '\n';
  return text;
}

Found examine(const fs::path& folder) {
  int ends[2] = {};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) {
    ::close(ends[0]);
    run_child(folder, ends[1]);
  }
  ::close(ends[1]);
  const std::string text = read_all(ends[0], child);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return parse(text);
}

}  // namespace egregora::crash_tests
