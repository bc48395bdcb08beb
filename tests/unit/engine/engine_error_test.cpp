// SPDX-License-Identifier: Apache-2.0
// Which error of ours a message of DuckDB's becomes, where no statement of a test brings it about.
#include "engine/duckdb/engine_error.hpp"

#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>

namespace egregora::duckdb {
namespace {

// As DuckDB 1.5.6 says it, at the failure and at each statement after it.
TEST(EngineError, an_invalidated_database_is_fatal_however_it_is_said) {
  for (const char* message :
       {"FATAL Error: fsync failed!",
        "FATAL Error: Failed: database has been invalidated because of a previous fatal error. The "
        "database must be restarted prior to being used again.",
        "IO Error: Checkpoint failed for database \"egregora_db\". The database has been "
        "invalidated. Original error: fsync failed!",
        "IO Error: Database \"egregora_db\" has been invalidated because checkpointing failed. "
        "Detach and reattach it before using it again. Original error: fsync failed!"}) {
    SCOPED_TRACE(message);
    EXPECT_TRUE(is_fatal(message));
    EXPECT_THROW(throw_engine_error(message, "SELECT 1", ErrorPlace::statement), StorageFatalError);
  }
  EXPECT_FALSE(is_fatal("IO Error: Could not write file \"x\": No space left on device"));
}

}  // namespace
}  // namespace egregora::duckdb
