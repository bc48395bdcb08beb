// SPDX-License-Identifier: Apache-2.0
// How DuckDB names the reading of a file.
#pragma once

#include <egregora/expr/source.hpp>

#include <string>
#include <string_view>

namespace egregora::detail {

/// E.g. `read_parquet('messages.parquet')`; the path may hold wildcards.
std::string file_function(std::string_view path, FileFormat format);

}  // namespace egregora::detail
