// Runs the built program in a folder of its own, as a user would: arguments, environment, two
// streams, an exit code.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::program_tests {

/// What a run of the program gave.
struct Outcome {
  int exit_code = -1;  ///< 128 + n where signal n ended it
  std::string out = {};
  std::string err = {};

  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// How to run it, where that is not plain.
struct RunOptions {
  std::map<std::string, std::string> environment = {};  ///< beside PATH, HOME and TZ
  std::filesystem::path program = {};                   ///< absent: the one under test
  bool terminal = false;  ///< stderr and stdout are one terminal of 80 cells; all text is in `err`
  bool output_full = false;  ///< stdout is a device without space
};

/// A process that goes on while the test does something else.
class Running {
 public:
  Running(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
          const RunOptions& options = {});
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  int id() const { return process_; }
  void send(int signal) const;
  /// Waits for the end, at most a minute.
  Outcome wait();
  bool ended();
  /// What stderr holds so far. Not for terminals.
  std::string err_so_far() const;

 private:
  void read_terminal();

  int process_ = -1;
  int terminal_ = -1;
  int status_ = 0;
  bool waited_ = false;
  std::string drawn_ = {};
  std::filesystem::path out_;
  std::filesystem::path err_;
};

/// Path below the folder -> its bytes (of folders: "folder"). Two equal ones are the same to the
/// byte.
using Snapshot = std::map<std::string, std::string>;
Snapshot snapshot_of(const std::filesystem::path& folder);

void write_file(const std::filesystem::path& path, std::string_view text);
std::string read_file(const std::filesystem::path& path);

/// An empty folder for each test, removed afterwards.
class ProgramTest : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  Outcome egregora(const std::vector<std::string>& arguments, const RunOptions& options = {}) const;
  /// Runs it and expects exit code 0 and nothing on stderr but what --quiet would drop.
  Outcome succeeds(const std::vector<std::string>& arguments, const RunOptions& options = {}) const;
  /// Expects `exit_code`, an empty stdout, and one line on stderr that begins with "egregora: " and
  /// holds `parts`.
  Outcome fails(const std::vector<std::string>& arguments, int exit_code,
                const std::vector<std::string>& parts) const;
  /// Runs a program of the system, such as zip.
  void tool(const std::vector<std::string>& words, const std::filesystem::path& below = {}) const;
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  /// What it gives with --json.
  nlohmann::json rows(std::vector<std::string> arguments) const;

  std::filesystem::path folder_;
};

/// Four messages by three people, a system line, one picture, an e-mail address; day first.
inline constexpr std::string_view kSmallChat =
    "31/12/2024, 23:58 - Messages and calls are end-to-end encrypted. No one outside of this chat "
    "can read them.\n"
    "31/12/2024, 23:59 - Ana: Happy new year!\n"
    "01/01/2025, 00:01 - Bo: Same to you,\nand to all of yours\n"
    "01/01/2025, 09:30 - Carla: <Media omitted>\n"
    "02/01/2025, 10:15 - Ana: write to ana@example.org about the train\n";

/// The small chat in `Trip.txt`, and in the database, with the names as they are.
class SmallChatTest : public ProgramTest {
 protected:
  void SetUp() override;
};

}  // namespace egregora::program_tests
