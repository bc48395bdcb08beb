// SPDX-License-Identifier: Apache-2.0
// A signal handler may do next to nothing, so it writes a byte into a pipe; a thread reads it and
// does the rest.
#include "tools/egregora/interruption.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "tools/egregora/failure.hpp"

namespace egregora::program {
namespace {

constexpr char kSignalCame = 's';
constexpr char kLookAgain = 'l';
constexpr char kGoHome = 'q';
constexpr int kBetweenStops = 50;  // milliseconds
// A signal handler has no other way to reach its listener.
volatile std::sig_atomic_t signal_pipe =
    -1;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t signals_seen =
    0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

extern "C" void on_signal(int) {
  const int saved = errno;
  if (signals_seen != 0) _exit(static_cast<int>(ExitCode::interrupted));
  signals_seen = 1;
  const char byte = kSignalCame;
  if (write(signal_pipe, &byte, 1) < 0) _exit(static_cast<int>(ExitCode::interrupted));
  errno = saved;
}

void wake(int pipe, char why) { static_cast<void>(!write(pipe, &why, 1)); }

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

}  // namespace

Interruption::Interruption() {
  if (pipe2(pipe_, O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe for signals");
  }
  signal_pipe = pipe_[1];
  signals_seen = 0;
  listener_ = std::thread([this] { listen(); });
  handle(SIGINT, on_signal);
  handle(SIGTERM, on_signal);
}

Interruption::~Interruption() {
  handle(SIGINT, SIG_DFL);
  handle(SIGTERM, SIG_DFL);
  wake(pipe_[1], kGoHome);
  listener_.join();
  close(pipe_[0]);
  close(pipe_[1]);
}

std::optional<char> Interruption::next_byte() {
  pollfd waiting = {.fd = pipe_[0], .events = POLLIN, .revents = 0};
  while (true) {
    const int ready = poll(&waiting, 1, repeating_ ? kBetweenStops : -1);
    if (ready == 0) return std::nullopt;
    char byte = kGoHome;
    if (ready > 0 && read(pipe_[0], &byte, 1) == 1) return byte;
    if (errno != EINTR) return kGoHome;
  }
}

void Interruption::listen() {
  while (true) {
    const auto byte = next_byte();
    if (byte == kGoHome) return;
    if (byte == kSignalCame) requested_.store(true, std::memory_order_relaxed);
    if (requested()) stop();
  }
}

void Interruption::stop() {
  const std::lock_guard lock(mutex_);
  if (stop_) stop_();
  repeating_ = how_ == Stop::repeatedly;
}

void Interruption::on_signal_run(std::function<void()> stop, Stop how) {
  {
    const std::lock_guard lock(mutex_);
    stop_ = std::move(stop);
    how_ = how;
  }
  if (requested()) wake(pipe_[1], kLookAgain);
}

}  // namespace egregora::program
