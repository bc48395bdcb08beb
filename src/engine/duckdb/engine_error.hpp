// SPDX-License-Identifier: Apache-2.0
// The one place where DuckDB's errors become ours. DuckDB tells kinds apart by the first words of
// its message
// ("Constraint Error: ..."), everywhere; error types exist only for some calls, so the words decide
// here.
#pragma once

#include <string_view>

namespace egregora::duckdb {

/// Where the error came up; a key violated at COMMIT is another writer's doing, elsewhere it is the
/// caller's.
enum class ErrorPlace { statement, commit };

/// Throws what `message` means, carrying `sql`.
[[noreturn]] void throw_engine_error(std::string_view message, std::string_view sql,
                                     ErrorPlace place = ErrorPlace::statement);

/// The instance is of no more use; every further call on it fails.
bool is_fatal(std::string_view message);
/// Another process holds the database file.
bool is_file_lock_conflict(std::string_view message);

}  // namespace egregora::duckdb
