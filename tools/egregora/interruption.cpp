// SPDX-License-Identifier: Apache-2.0
// A signal handler may do next to nothing, so it writes a byte into a pipe; a thread reads it and
// does the rest.
#include "tools/egregora/interruption.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "tools/egregora/failure.hpp"

namespace egregora::program {
namespace {

constexpr char kSignalCame = 's';
constexpr char kGoHome = 'q';
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
  const char byte = kGoHome;
  static_cast<void>(!write(pipe_[1], &byte, 1));
  listener_.join();
  close(pipe_[0]);
  close(pipe_[1]);
}

void Interruption::listen() {
  char byte = 0;
  while (true) {
    const auto got = read(pipe_[0], &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got != 1 || byte == kGoHome) return;
    const std::lock_guard lock(mutex_);
    requested_.store(true, std::memory_order_relaxed);
    if (stop_) stop_();
  }
}

Interruption::Handler::Handler(Interruption& owner, std::function<void()> stop) : owner_(owner) {
  const std::lock_guard lock(owner_.mutex_);
  owner_.stop_ = std::move(stop);
  if (owner_.requested() && owner_.stop_) owner_.stop_();
}

Interruption::Handler::~Handler() {
  const std::lock_guard lock(owner_.mutex_);
  owner_.stop_ = nullptr;
}

}  // namespace egregora::program
