// SPDX-License-Identifier: Apache-2.0
// Shows a view of one's own in the registry, materialised over a table whose columns are declared
// once as a struct: schema, table, keys and typed columns all come from it.
#include <egregora/egregora.hpp>

#include <iostream>
#include <string_view>

using namespace egregora;            // NOLINT: an example shows the library as its users write it
using namespace egregora::literals;  // "name"_ = expression

namespace {

struct Readings : Columns<Readings> {
  static constexpr std::string_view table_name = "readings";
  Column<sql::BigInt> id{this, "id", primary_key};
  Column<sql::Text> book{this, "book"};
  Column<nullable<sql::Double>> rating{this, "rating"};
};

Table best_books(const Table& readings) {
  return readings.filter(readings["rating"].notnull())
      .group_by("book")
      .agg("rating"_ = readings["rating"].mean(), "readers"_ = count())
      .filter(col("rating") >= 4);
}

}  // namespace

int main() {
  DuckDBStorageManager storage{{.db_path = "readings.duckdb"}};
  storage.transaction([](Transaction& tx) {
    tx.create_table<Readings>({.if_missing = true});
    tx.insert("readings", memtable({{"id", {1, 2, 3}},
                                    {"book", {"Emma", "Emma", "Dracula"}},
                                    {"rating", {4.5, 4.0, 3.0}}}));
  });

  storage.views().add("best_books", best_books,
                      {.description = "Books rated 4 and more", .depends_on = {"readings"}});
  const Table best =
      storage.execute_view("best_books", storage.views().get("best_books"), "readings");
  std::cout << best.execute();

  const auto readings = storage.read_table<Readings>();
  // `readings.rating > "high"` would not compile, and the error says why in one line.
  for (const Row& row :
       readings.filter(readings.rating > 3.5).order_by(readings.id.asc()).execute().rows()) {
    std::cout << row[readings.book] << ": " << row.get(readings.rating).value_or(0) << '\n';
  }
  return best.count().execute() == 1 ? 0 : 1;
}
