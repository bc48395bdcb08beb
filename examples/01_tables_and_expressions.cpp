// SPDX-License-Identifier: Apache-2.0
// Shows lazy tables: one made from values in memory, filtered, grouped and sorted by expressions
// whose types are checked where they are written, looked at as SQL, and executed.
#include <egregora/egregora.hpp>

#include <iostream>

using namespace egregora;            // NOLINT: an example shows the library as its users write it
using namespace egregora::literals;  // "name"_ = expression

int main() {
  const Table books = memtable({
      {"title", {"Persuasion", "The Odyssey", "Dracula", "Emma"}},
      {"author", {"Austen", "Homer", "Stoker", "Austen"}},
      {"pages", {249, 541, 418, 474}},
  });

  // Nothing runs yet: a table is a description that knows its columns and their types.
  const Table by_author = books.filter(books["pages"] > 200)
                              .group_by("author")
                              .agg("books"_ = count(), "pages"_ = books["pages"].sum())
                              .order_by(col("pages").desc());
  std::cout << by_author.schema() << '\n' << to_sql(by_author) << "\n\n";

  // It runs here, in a database in memory.
  DuckDBStorageManager storage;
  const DataFrame result = storage.execute(by_author);
  std::cout << result;

  // Rows are read the way people think of them.
  for (const Row& row : result.rows()) {
    std::cout << *row.get<std::string>("author") << " wrote " << *row.get<std::int64_t>("pages")
              << " pages\n";
  }

  // A mistake is found where it is made, before any engine sees it.
  try {
    (void)books.filter(books["pagse"] > 200);
  } catch (const ColumnNotFoundError& error) {
    std::cout << error.what() << '\n';
  }
}
