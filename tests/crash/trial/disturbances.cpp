// SPDX-License-Identifier: Apache-2.0
// Each disturbance starts from the same state, so that one flaw does not hide the next.
#include "crash/trial/disturbances.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

namespace egregora::crash_tests {

using program_tests::Outcome;
using program_tests::Running;

namespace {

std::uint64_t seed() {
  const char* wanted = std::getenv("EGREGORA_CRASH_SEED");
  const std::uint64_t seed = wanted != nullptr ? std::stoull(wanted) : std::random_device{}();
  std::cout << "EGREGORA_CRASH_SEED=" << seed << '\n';
  return seed;
}

/// Moments in time, one in each of `times` equal parts of a run, in a random order.
class Moments {
 public:
  Moments(std::chrono::microseconds duration, int times) : part_(duration / times) {
    for (int at = 0; at < times; ++at) parts_.push_back(at);
    std::shuffle(parts_.begin(), parts_.end(), random_);
  }
  std::chrono::microseconds next() {
    std::uniform_int_distribution<std::int64_t> within(0, part_.count());
    const int part = parts_[used_++ % parts_.size()];
    return part * part_ + std::chrono::microseconds(within(random_));
  }

 private:
  std::mt19937_64 random_{seed()};
  std::chrono::microseconds part_;
  std::vector<int> parts_ = {};
  std::size_t used_ = 0;
};

void expect_none(const std::vector<std::string>& flaws, const std::string& where) {
  EXPECT_TRUE(flaws.empty()) << where << ":\n  " << fmt::format("{}", fmt::join(flaws, "\n  "));
}

void count(Disturbed& disturbed, bool was_struck) {
  ++(was_struck ? disturbed.struck : disturbed.finished);
}

Outcome disturb(const PipelineTrial& trial, int signal, std::chrono::microseconds after) {
  Running running = trial.start();
  std::this_thread::sleep_for(after);
  if (!running.ended()) running.send(signal);
  return running.wait();
}

bool kill_once(const PipelineTrial& trial, Moments& moments) {
  const auto after = moments.next();
  const std::string where = fmt::format("killed after {} us", after.count());
  const Outcome outcome = disturb(trial, SIGKILL, after);
  const bool killed = outcome.exit_code == 128 + SIGKILL;
  EXPECT_TRUE(killed || outcome.exit_code == 0)
      << where << ": " << outcome.exit_code << outcome.err;
  expect_none(trial.flaws_after_death(), where);
  return killed;
}

/// One line on stderr, or as many as there are warnings before it.
void expect_one_sentence(const Outcome& outcome, const std::string& where) {
  EXPECT_EQ(outcome.err.rfind("egregora: run: ", 0), 0U) << where << ": " << outcome.err;
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1)
      << where << ": " << outcome.err;
}

}  // namespace

Disturbed kill_at_random(const PipelineTrial& trial, int times, int deaths) {
  Disturbed disturbed;
  Moments moments(trial.duration(), times);
  for (int done = 0; done < times; done += deaths) {
    trial.reset();
    for (int death = 0; death < deaths; ++death) count(disturbed, kill_once(trial, moments));
    expect_none(trial.flaws_after_next_run(), fmt::format("after kill {}", done + deaths));
  }
  return disturbed;
}

Disturbed interrupt_at_random(const PipelineTrial& trial, int signal, int times) {
  Disturbed disturbed;
  Moments moments(trial.duration(), times);
  for (int done = 0; done < times; ++done) {
    trial.reset();
    const auto after = moments.next();
    const std::string where = fmt::format("signal {} after {} us", signal, after.count());
    const Outcome outcome = disturb(trial, signal, after);
    // Before the handler is in place the signal itself ends the program.
    const bool too_early = outcome.exit_code == 128 + signal && outcome.err.empty();
    const bool interrupted = outcome.exit_code == 130 || too_early;
    EXPECT_TRUE(interrupted || outcome.exit_code == 0)
        << where << ": " << outcome.exit_code << outcome.err;
    if (interrupted && !too_early) expect_one_sentence(outcome, where);
    expect_none(too_early ? trial.flaws_after_death() : trial.flaws_after_failure(), where);
    expect_none(trial.flaws_after_next_run(), where);
    count(disturbed, interrupted);
  }
  return disturbed;
}

Disturbed kill_at_points(const PipelineTrial& trial, const std::string& kind, long first,
                         long step) {
  Disturbed disturbed;
  for (long point = first; point <= trial.points(); point += step) {
    trial.reset();
    const Outcome outcome = trial.run(trial.fault(kind, point));
    const std::string where = fmt::format("{} at {}", kind, trial.struck());
    const bool killed = outcome.exit_code == 128 + SIGKILL;
    // Threads and retries make the number of points differ a little; the last ones may not come.
    EXPECT_TRUE(killed || outcome.exit_code == 0)
        << where << ": " << outcome.exit_code << outcome.err;
    expect_none(trial.flaws_after_death(), where);
    expect_none(trial.flaws_after_next_run(), where);
    count(disturbed, killed);
  }
  return disturbed;
}

Disturbed fail_at_points(const PipelineTrial& trial, const std::string& kind, long first,
                         long step) {
  Disturbed disturbed;
  for (long point = first; point <= trial.points(); point += step) {
    trial.reset();
    const Outcome outcome = trial.run(trial.fault(kind, point));
    const std::string where = fmt::format("{} at {}", kind, trial.struck());
    EXPECT_TRUE(outcome.exit_code == 0 || outcome.exit_code == 1)
        << where << ": " << outcome.exit_code;
    if (outcome.exit_code == 1) expect_one_sentence(outcome, where);
    expect_none(outcome.exit_code == 0 ? trial.flaws_after_death() : trial.flaws_after_failure(),
                where);
    expect_none(trial.flaws_after_next_run(), where);
    count(disturbed, outcome.exit_code != 0);
  }
  return disturbed;
}

void print(const std::string& what, const Disturbed& disturbed) {
  std::cout << fmt::format("{}: {} struck and survived, {} had finished before\n", what,
                           disturbed.struck, disturbed.finished);
}

}  // namespace egregora::crash_tests
