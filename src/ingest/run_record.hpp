// SPDX-License-Identifier: Apache-2.0
// The run's own row in `runs`, and what earlier rows tell.
#pragma once

#include <cstdint>
#include <egregora/core/json.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/ingest/pipeline.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace egregora::ingest {

/// Marks what a killed pipeline left `running` as failed. Rows of this very process are another
/// thread's.
void fail_interrupted_runs(Transaction& transaction, Timestamp now);

struct RunStart {
  Uuid run_id = {};
  std::string tenant_id = {};
  Json config = {};
  Timestamp started_at = {};
  std::int64_t rows_in = 0;
  std::int64_t rows_out = 0;
};
/// Adds the row, status `running`.
void insert_run(Transaction& transaction, const RunStart& start);

/// Makes the run `completed`.
void complete_run(DuckDBStorageManager& storage, const RunStart& start, Timestamp now);
/// Makes the run `failed`. Never throws: the error that ended the run is what its caller must see.
void fail_run(DuckDBStorageManager& storage, const RunStart& start, Timestamp now,
              std::string_view error) noexcept;

}  // namespace egregora::ingest
