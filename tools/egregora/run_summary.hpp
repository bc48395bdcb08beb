// SPDX-License-Identifier: Apache-2.0
// What a finished run tells people; --json has its own form, the library's.
#pragma once

#include <egregora/ingest/pipeline.hpp>

#include <string>

namespace egregora::program {

/// A few lines: each export, windows, views, files, and how long it took.
std::string run_summary(const RunResult& result);

}  // namespace egregora::program
