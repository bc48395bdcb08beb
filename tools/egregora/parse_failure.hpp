// SPDX-License-Identifier: Apache-2.0
// What is wrong with a command line, in the program's own words.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace egregora::program {

/// The line for stderr. Requires: `error` was thrown while `app` parsed, and is no call for help or
/// version.
std::string parse_failure_line(const CLI::App& app, const CLI::ParseError& error);

}  // namespace egregora::program
