// SPDX-License-Identifier: Apache-2.0
#include "support/raw_tasks.hpp"

#include <stdexcept>
#include <string>

#include <egregora/database/schemas.hpp>
#include <egregora/sql/statements.hpp>

namespace bench {

void create_tasks_table(RawDatabase& database, std::int64_t pending) {
  using S = egregora::schemas::Tasks;
  database.run(egregora::to_statement(egregora::CreateTable{{.name = std::string(S::table_name)},
                                                            {S::declared(), {}, S::checks()}},
                                      {})
                   .text);
  database.run(
      "INSERT INTO tasks SELECT gen_random_uuid(), 'enrich', 'pending', '{\"number\":' || i || '}',"
      " 0, i, now(), now(), NULL, 0, 5, NULL, 0, NULL, NULL, NULL, NULL, NULL FROM range(1, " +
      std::to_string(pending + 1) + ") AS n(i)");
}

RawTaskQueue::RawTaskQueue(const RawDatabase& database)
    : claim_(database,
             "UPDATE tasks SET status = 'processing', claimed_by = 'w', fence = fence + 1,"
             " attempts = attempts + 1, lease_expires_at = now() + INTERVAL 5 MINUTES"
             " WHERE rowid IN (SELECT rowid FROM tasks WHERE seq >= $1 AND status = 'pending'"
             " AND run_at <= now() ORDER BY priority DESC, seq LIMIT $2)"
             " RETURNING seq, task_id, fence, task_type, payload, attempts, max_attempts"),
      complete_(database,
                "UPDATE tasks SET status = 'completed', processed_at = now(), error = NULL,"
                " lease_expires_at = NULL WHERE seq = $1 AND fence = 1 AND status = 'processing'") {
}

std::vector<std::int64_t> RawTaskQueue::claim(std::int64_t limit) {
  RawResult result = claim_.bind(1, lowest_).bind(2, limit).execute();
  std::vector<std::int64_t> seqs;
  result.for_each_chunk([&](duckdb_data_chunk chunk, idx_t rows) {
    const auto* values = static_cast<const std::int64_t*>(
        duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
    seqs.insert(seqs.end(), values, values + rows);
  });
  if (static_cast<std::int64_t>(seqs.size()) != limit) throw std::runtime_error("no tasks left");
  return seqs;
}

void RawTaskQueue::complete(std::int64_t seq) {
  RawResult result = complete_.bind(1, seq).execute();
  if (duckdb_rows_changed(result.get()) != 1) throw std::runtime_error("a task was lost");
  lowest_ = seq;  // tasks are claimed and completed in their order here
}

}  // namespace bench
