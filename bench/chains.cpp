// SPDX-License-Identifier: Apache-2.0
// What long chains, wide tables and large expressions cost before any engine sees them: built,
// compiled to DuckDB's SQL, destroyed. There is no peer; the bars are that time grows with the
// length and not faster, that none needs a deep call stack, and a few plain bounds.
// Usage: chains [--rounds R]
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "support/clock.hpp"
#include "support/query_shapes.hpp"
#include "support/report.hpp"

namespace {

using bench::Report;

/// Builds something of `size` parts and compiles it; returns the length of the text.
using Shape = std::function<std::size_t(int size)>;

double seconds(const Shape& shape, int size) {
  const double start = bench::cpu_now();
  if (shape(size) == 0) throw std::runtime_error("compiled to nothing");
  return bench::cpu_now() - start;
}

/// Sizes of one shape take turns, and one part of each takes so long, by the median.
std::vector<double> seconds_a_part(const Shape& shape, const std::vector<int>& sizes, int rounds) {
  std::vector<std::vector<double>> found(sizes.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t at = 0; at < sizes.size(); ++at) {
      // As many parts altogether of each, so that a small one is not lost in the clock's grain.
      const int repeats = sizes.back() / sizes[at];
      double total = 0;
      for (int i = 0; i < repeats; ++i) total += seconds(shape, sizes[at]);
      found[at].push_back(total / repeats / sizes[at]);
    }
  }
  std::vector<double> medians;
  for (auto& values : found) medians.push_back(bench::median(std::move(values)));
  return medians;
}

/// The time of one part must not grow with their number.
void growth(const char* what, const Shape& shape, const std::vector<int>& sizes, int rounds,
            Report& report) {
  const std::vector<double> each = seconds_a_part(shape, sizes, rounds);
  std::printf("%-34s", what);
  for (std::size_t at = 0; at < sizes.size(); ++at)
    std::printf("  %7d: %7.2f us", sizes[at], each[at] * 1e6);
  std::printf("\n");
  std::fflush(stdout);
  const double ratio = each.back() / each.front();
  report.ratio(what, "us", each.back() * 1e6, each.front() * 1e6, ratio, 2);
}

void bound(const char* what, const Shape& shape, int size, double milliseconds, int rounds,
           Report& report) {
  std::vector<double> found;
  for (int round = 0; round < rounds; ++round) found.push_back(seconds(shape, size) * 1e3);
  report.bound(what, "ms", bench::median(std::move(found)), milliseconds);
}

struct Deep {
  const char* what;
  Shape shape;
  int size;
};

std::vector<Deep> deep_things() {
  return {{"100,000 steps", bench::chain, 100'000},
          {"100,000 steps with an ancestor's columns", bench::chain_of_ancestor_columns, 100'000},
          {"20,000 nested selects", bench::chain_of_limits, 20'000},
          {"a union of 10,000 tables", bench::union_of_tables, 10'000},
          {"1,000 joins", bench::chain_of_joins, 1'000},
          {"a sum of 10,000 terms", bench::sum, 10'000},
          {"a sum of 10,000 terms nested to the right", bench::sum_nested_to_the_right, 10'000},
          {"10,000 predicates", bench::conjunction, 10'000},
          {"10,000 branches of cases", bench::cases_of_branches, 10'000}};
}

/// Everything deep once, in a process whose call stack is small: an overflow is a signal there.
int run_deep_things() {
  for (const Deep& deep : deep_things()) {
    if (deep.shape(deep.size) == 0) return 1;
  }
  return 0;
}

constexpr rlim_t kSmallStack = 512U << 10;

/// Started anew, as a program's stack is laid out when it starts.
bool survives_a_small_stack() {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    const rlimit small{.rlim_cur = kSmallStack, .rlim_max = kSmallStack};
    if (::setrlimit(RLIMIT_STACK, &small) == 0)
      ::execl("/proc/self/exe", "chains", "--deep", static_cast<char*>(nullptr));
    ::_exit(2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void chains(int rounds, Report& report) {
  std::printf("time of one part, built, compiled and destroyed\n");
  growth("a step of a chain", bench::chain, {100, 1'000, 10'000, 100'000}, rounds, report);
  growth("a step with an ancestor's columns", bench::chain_of_ancestor_columns,
         {100, 1'000, 10'000, 100'000}, rounds, report);
  growth("a nested select", bench::chain_of_limits, {100, 1'000, 10'000}, rounds, report);
  growth("a table of a union", bench::union_of_tables, {100, 1'000, 10'000}, rounds, report);
  growth("a join of a chain", bench::chain_of_joins, {10, 100, 1'000}, rounds, report);
}

void large_expressions(int rounds, Report& report) {
  const std::vector<int> sizes{100, 1'000, 10'000};
  growth("a term of a sum", bench::sum, sizes, rounds, report);
  growth("a term nested to the right", bench::sum_nested_to_the_right, sizes, rounds, report);
  growth("one of many predicates", bench::conjunction, sizes, rounds, report);
  growth("a value of isin", bench::list_of_values, sizes, rounds, report);
  growth("a branch of cases", bench::cases_of_branches, sizes, rounds, report);
}

void wide_tables(int rounds, Report& report) {
  const std::vector<int> sizes{100, 1'000, 10'000};
  growth("a column of select all", bench::select_all, sizes, rounds, report);
  growth("a column of rename all", bench::rename_all, sizes, rounds, report);
  growth("a column of mutate all", bench::mutate_all, sizes, rounds, report);
  growth("a new column", bench::mutate_new, sizes, rounds, report);
  growth("one of many reductions", bench::aggregate_all, sizes, rounds, report);
  growth("a column of drop_null", bench::drop_null_of_all, sizes, rounds, report);
  growth("a column of a join of halves", bench::join_of_halves, sizes, rounds, report);
  growth("the same, all names twice", bench::join_of_colliding_halves, sizes, rounds, report);
  growth("a mutate of a table of 1,000 columns", bench::mutates_of_a_wide_table, {10, 100, 900},
         rounds, report);
}

void bounds(int rounds, Report& report) {
  bound("400 steps of filter and mutate", bench::chain, 400, 5, rounds, report);
  bound("a mutate of 1,000 columns that exist", bench::mutate_all, 1'000, 5, rounds, report);
  bound("a mutate of 1,000 new columns", bench::mutate_new, 1'000, 5, rounds, report);
}

}  // namespace

int main(int count, char** values) try {
  int rounds = 7;
  for (int at = 1; at < count; ++at) {
    if (std::strcmp(values[at], "--deep") == 0) return run_deep_things();
    if (std::strcmp(values[at], "--rounds") == 0 && at + 1 < count)
      rounds = std::atoi(values[at + 1]);
  }
  Report report;
  chains(rounds, report);
  large_expressions(rounds, report);
  wide_tables(rounds, report);
  bounds(5 * rounds, report);
  report.holds("deep things with a stack of 512 KiB", survives_a_small_stack());
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
