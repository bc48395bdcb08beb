// SPDX-License-Identifier: Apache-2.0
// Shows storage: a table written durably with its Parquet file, replaced, appended to, changed in a
// transaction that fails as a whole, and read again by another manager.
#include <egregora/egregora.hpp>

#include <iostream>
#include <stdexcept>

using namespace egregora;            // NOLINT: an example shows the library as its users write it
using namespace egregora::literals;  // "name"_ = expression

namespace {

void fill(DuckDBStorageManager& storage) {
  storage.write_table(memtable({{"id", {1, 2, 3}}, {"status", {"new", "new", "done"}}}), "jobs");
  storage.write_table(memtable({{"id", {4}}, {"status", {"new"}}}), "jobs",
                      {.mode = WriteMode::append});
}

void change(DuckDBStorageManager& storage) {
  const std::int64_t changed = storage.transaction(
      [](Transaction& tx) { return tx.update("jobs", {"status"_ = "done"}, col("id") == 1); });
  std::cout << changed << " job done\n";
  try {
    storage.transaction([](Transaction& tx) {
      tx.delete_rows("jobs", col("id") > 0);
      throw std::runtime_error("second thoughts");
    });
  } catch (const std::runtime_error& error) {
    std::cout << "nothing deleted: " << error.what() << '\n';
  }
}

}  // namespace

int main() {
  {
    DuckDBStorageManager storage{{.db_path = "jobs.duckdb"}};
    fill(storage);
    change(storage);
    // The file is known to be behind the table now, and is made fresh on demand.
    std::cout << "file: " << to_string(storage.describe("jobs").checkpoint) << '\n';
    storage.checkpoint("jobs");
    std::cout << "file: " << to_string(storage.describe("jobs").checkpoint) << '\n';
  }
  DuckDBStorageManager again{{.db_path = "jobs.duckdb", .read_only = true}};
  const Table jobs = again.read_table("jobs");
  std::cout << jobs.order_by("id").execute();
  const Table file = again.read_parquet(again.checkpoint_dir() / "jobs.parquet");
  std::cout << "the file holds " << file.count().execute() << " rows\n";
  return file.count().execute() == 4 ? 0 : 1;
}
