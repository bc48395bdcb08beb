// A user's program against the installed package: the umbrella header is found, the layers link,
// DuckDB loads, and a table goes into a database and its Parquet file, and comes back.
#include <egregora/egregora.hpp>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

namespace {

using namespace egregora;

void write() {
  DuckDBStorageManager storage{{.db_path = "posts.duckdb"}};
  const Table posts = memtable({{"id", {"a", "b"}}, {"score", {1.0, 2.5}}});
  storage.write_table(posts.filter(posts["score"] > 2.0), "good_posts");
  storage.close();
}

void require(bool as_expected, const char* what) {
  if (!as_expected) throw std::runtime_error(what);
}

void read_back() {
  DuckDBStorageManager storage{{.db_path = "posts.duckdb", .read_only = true}};
  const DataFrame good = storage.read_table("good_posts").execute();
  require(good.num_rows() == 1, "one row was written");
  require(good.value(0, "id").as<std::string>() == "b", "another row was written");
  require(std::filesystem::is_regular_file(storage.checkpoint_dir() / "good_posts.parquet"),
          "the table has no Parquet file");
}

}  // namespace

int main() {
  try {
    write();
    read_back();
  } catch (const std::exception& error) {
    std::printf("consumer: %s\n", error.what());
    return 1;
  }
  std::puts("consumer: ok");
}
