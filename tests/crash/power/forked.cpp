// SPDX-License-Identifier: Apache-2.0
// The lines come through a pipe.
#include "crash/power/forked.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace egregora::crash_tests {
namespace {

constexpr int kPatienceInMilliseconds = 60'000;

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

void write_line(int out, const std::vector<std::string>& words) {
  std::string line;
  for (std::string text : words) {
    for (char& byte : text) byte = byte == '\n' || byte == '\t' ? ' ' : byte;
    line += text + '\t';
  }
  line.back() = '\n';
  if (::write(out, line.data(), line.size()) < 0) ::_exit(1);
}

[[noreturn]] void run_child(const std::function<void(const Say&)>& work, int out) {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  work([out](const std::vector<std::string>& words) { write_line(out, words); });
  ::_exit(EXIT_SUCCESS);
}

}  // namespace

std::string in_child(const std::function<void(const Say&)>& work) {
  int ends[2] = {};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) {
    ::close(ends[0]);
    run_child(work, ends[1]);
  }
  ::close(ends[1]);
  std::string text = read_all(ends[0], child);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return text;
}

}  // namespace egregora::crash_tests
