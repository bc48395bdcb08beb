// A user's program against the installed package: the umbrella header is found, the layers link, DuckDB loads.
#include <egregora/egregora.hpp>

#include <cstdio>

int main() {
  const egregora::Table posts = egregora::memtable({{"id", {"a", "b"}}, {"score", {1.0, 2.5}}});
  const egregora::Table good = posts.filter(posts["score"] > 2.0);
  const bool as_expected = good.columns().size() == 2;
  std::puts(as_expected ? "consumer: ok" : "consumer: wrong number of columns");
  return as_expected ? 0 : 1;
}
