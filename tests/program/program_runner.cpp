// Starting processes, with a terminal where a test asks for one.
#include "program/program_runner.hpp"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace egregora::program_tests {
namespace fs = std::filesystem;
namespace {

constexpr auto kPatience = std::chrono::minutes(1);
constexpr auto kPoll = std::chrono::milliseconds(5);

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

/// Only what the program needs: a test must not depend on who runs it.
std::vector<std::string> environment_of(const RunOptions& options, const fs::path& folder) {
  std::map<std::string, std::string> variables = {{"HOME", folder.string()},
                                                  {"TZ", "America/Sao_Paulo"}};
  for (const char* kept : {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "LSAN_OPTIONS",
                           "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* value = std::getenv(kept)) variables[kept] = value;
  }
  for (const auto& [name, value] : options.environment) variables[name] = value;
  std::vector<std::string> result;
  for (const auto& [name, value] : variables) result.push_back(name + "=" + value);
  return result;
}

void check(int result, const char* what) {
  if (result != 0)
    throw std::runtime_error(std::string(what) + " failed: " + std::to_string(result));
}

/// Where a process finds its streams.
class Streams {
 public:
  explicit Streams(const fs::path& folder) {
    check(posix_spawn_file_actions_init(&actions_), "file actions");
    check(posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()), "chdir");
    check(posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0), "stdin");
  }
  ~Streams() { posix_spawn_file_actions_destroy(&actions_); }
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;

  void file(int descriptor, const fs::path& path) {
    check(posix_spawn_file_actions_addopen(&actions_, descriptor, path.c_str(),
                                           O_WRONLY | O_CREAT | O_TRUNC, 0600),
          "open");
  }
  void terminal(int terminal) {
    check(posix_spawn_file_actions_adddup2(&actions_, terminal, 1), "dup2");
    check(posix_spawn_file_actions_adddup2(&actions_, terminal, 2), "dup2");
  }
  const posix_spawn_file_actions_t* actions() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

fs::path fresh_name(const char* what) {
  static int count = 0;
  return fs::temp_directory_path() / ("egregora-program-" + std::to_string(getpid()) + "-" +
                                      std::to_string(count++) + "-" + what);
}

}  // namespace

Running::Running(const std::vector<std::string>& arguments, const fs::path& folder,
                 const RunOptions& options)
    : out_(fresh_name("out")), err_(fresh_name("err")) {
  std::vector<std::string> words = {options.program.empty() ? EGREGORA_PROGRAM
                                                            : options.program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment_of(options, folder);
  Streams streams(folder);
  int far_end = -1;
  if (options.terminal) {
    winsize size{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
    check(openpty(&terminal_, &far_end, nullptr, nullptr, &size), "openpty");
    streams.terminal(far_end);
  } else {
    streams.file(1, options.output_full ? fs::path("/dev/full") : out_);
    streams.file(2, err_);
  }
  check(posix_spawnp(&process_, words.front().c_str(), streams.actions(), nullptr,
                     pointers(words).data(), pointers(variables).data()),
        "spawn");
  if (far_end >= 0) close(far_end);
}

Running::~Running() {
  if (!waited_) {
    kill(process_, SIGKILL);
    waitpid(process_, &status_, 0);
  }
  if (terminal_ >= 0) close(terminal_);
  fs::remove(out_);
  fs::remove(err_);
}

void Running::send(int signal) const { kill(process_, signal); }

bool Running::ended() {
  if (waited_) return true;
  if (terminal_ >= 0) read_terminal();
  waited_ = waitpid(process_, &status_, WNOHANG) == process_;
  return waited_;
}

/// Takes what was drawn so far, so that the program never waits for us.
void Running::read_terminal() {
  fcntl(terminal_, F_SETFL, O_NONBLOCK);
  char buffer[4096];
  for (ssize_t got = 0; (got = read(terminal_, buffer, sizeof buffer)) > 0;)
    drawn_.append(buffer, static_cast<std::size_t>(got));
}

std::string Running::err_so_far() const { return read_file(err_); }

Outcome Running::wait() {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!ended() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kPoll);
  if (!waited_) throw std::runtime_error("the program is still running after a minute");
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  if (terminal_ >= 0) {
    read_terminal();
    outcome.err = drawn_;
  } else {
    outcome.out = fs::exists(out_) ? read_file(out_) : "";
    outcome.err = read_file(err_);
  }
  return outcome;
}

Snapshot snapshot_of(const fs::path& folder) {
  Snapshot result;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    result[fs::relative(entry.path(), folder).string()] =
        entry.is_directory() ? "folder" : read_file(entry.path());
  }
  return result;
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void ProgramTest::SetUp() {
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  folder_ = fs::temp_directory_path() /
            ("egregora-" + std::string(info->test_suite_name()) + "-" + info->name());
  fs::remove_all(folder_);
  fs::create_directories(folder_);
}

void ProgramTest::TearDown() { fs::remove_all(folder_); }

Outcome ProgramTest::egregora(const std::vector<std::string>& arguments,
                              const RunOptions& options) const {
  return Running(arguments, folder_, options).wait();
}

Outcome ProgramTest::succeeds(const std::vector<std::string>& arguments,
                              const RunOptions& options) const {
  Outcome outcome = egregora(arguments, options);
  EXPECT_EQ(outcome.exit_code, 0) << arguments.front() << ": " << outcome.err;
  return outcome;
}

Outcome ProgramTest::fails(const std::vector<std::string>& arguments, int exit_code,
                           const std::vector<std::string>& parts) const {
  Outcome outcome = egregora(arguments);
  EXPECT_EQ(outcome.exit_code, exit_code) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  EXPECT_THAT(outcome.err, ::testing::StartsWith("egregora: "));
  for (const std::string& part : parts) EXPECT_THAT(outcome.err, ::testing::HasSubstr(part));
  return outcome;
}

void ProgramTest::tool(const std::vector<std::string>& words, const fs::path& below) const {
  RunOptions options;
  options.program = words.front();
  const Outcome outcome =
      Running({words.begin() + 1, words.end()}, folder_ / below, options).wait();
  ASSERT_EQ(outcome.exit_code, 0) << words.front() << ": " << outcome.err << outcome.out;
}

nlohmann::json ProgramTest::rows(std::vector<std::string> arguments) const {
  arguments.emplace_back("--json");
  return succeeds(arguments).json();
}

void SmallChatTest::SetUp() {
  ProgramTest::SetUp();
  write_file(path("Trip.txt"), kSmallChat);
  succeeds({"run", "Trip.txt", "--names", "raw"});
}

}  // namespace egregora::program_tests
