// SPDX-License-Identifier: Apache-2.0
// The whole program but main(): parsing, running the chosen command, turning what went wrong into
// one line and a code.
#pragma once

#include <CLI/CLI.hpp>

#include "tools/egregora/command_line.hpp"

namespace egregora::program {

/// Describes every command to `app`; parsing fills `line`.
void describe_program(CLI::App& app, CommandLine& line);

/// Runs the program; returns its exit code. Throws nothing.
int run_program(int argc, const char* const* argv);

}  // namespace egregora::program
