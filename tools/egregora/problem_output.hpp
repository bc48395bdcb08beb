// SPDX-License-Identifier: Apache-2.0
// Problems that the library found, on stdout: for people as sentences, else as rows.
#pragma once

#include <egregora/database/table_info.hpp>

#include <string>
#include <vector>

#include "tools/egregora/row_output.hpp"

namespace egregora::program {

/// What to do about a problem, in the words of this program.
std::string remedy_here(const Problem& problem);

/// Two lines a problem: what is wrong, and what helps. Not as a drawn table: a remedy that is
/// shortened in its middle helps nobody.
void write_sentences(const Session& session, const std::vector<Problem>& problems);

/// Writes `problems`, or that there are none; returns the exit code: 1 where there are some.
int write_problems(const Session& session, const std::vector<Problem>& problems,
                   const OutputOptions& output);

}  // namespace egregora::program
