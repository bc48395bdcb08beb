// SPDX-License-Identifier: Apache-2.0
// Completion scripts made from the program's own description of its commands: they cannot fall
// behind it.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace egregora::program {

/// The script for "bash", "zsh" or "fish". Requires: `program` is the whole program with all of its
/// commands.
std::string completion_script(const CLI::App& program, std::string_view shell);

}  // namespace egregora::program
