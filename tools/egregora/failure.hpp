// SPDX-License-Identifier: Apache-2.0
// How a command ends: its exit code, and the one line that says why.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace egregora::program {

enum class ExitCode : int {
  done = 0,
  failed = 1,        ///< nothing half done
  command_line = 2,  ///< the command line is wrong
  interrupted = 130  ///< as shells report SIGINT; what was committed is intact
};

/// The command line is wrong in a way that only its meaning shows: an unknown zone, a filter that
/// does not parse.
class UsageError : public std::runtime_error {
 public:
  /// `what`: the option or argument; `why`: the sentence, with the remedy.
  UsageError(std::string what, const std::string& why)
      : std::runtime_error(why), subject_(std::move(what)) {}
  const std::string& subject() const noexcept { return subject_; }

 private:
  std::string subject_;
};

/// It failed for a reason that the library did not find: a file that cannot be written, stdout
/// closed.
class Failure : public std::runtime_error {
 public:
  Failure(std::string what, const std::string& why)
      : std::runtime_error(why), subject_(std::move(what)) {}
  const std::string& subject() const noexcept { return subject_; }

 private:
  std::string subject_;
};

/// `text` without line breaks and control characters; an engine's picture of where in the SQL is
/// cut off.
std::string one_line(std::string_view text);

/// "egregora: <what>: <why>", without a second "what" where `why` already begins with it.
std::string failure_line(std::string_view what, std::string_view why);

}  // namespace egregora::program
