// SPDX-License-Identifier: Apache-2.0
// What the library costs whoever compiles against it: including everything, a unit of a hundred
// distinct queries, and each query more when optimising. Runs the compiler that built this program.
// Usage: compile_cost [--rounds R] [--print QUERIES]
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/clock.hpp"
#include "support/query_source.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"

namespace {

namespace fs = std::filesystem;
using bench::Report;

struct Compilation {
  double cpu_seconds = 0;
  double peak_mib = 0;
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

/// The compiler's own figures and those of the programs it starts. A compiler's cache must not
/// answer.
Compilation compile(const fs::path& source, const char* level) {
  const fs::path object = source.string() + ".o";
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    ::setenv("CCACHE_DISABLE", "1", 1);
    ::execl(EGREGORA_CXX, EGREGORA_CXX, "-std=c++20", level, "-I", EGREGORA_INCLUDE, "-c",
            source.c_str(), "-o", object.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error("does not compile: " + source.string());
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

fs::path written(const bench::Workshop& workshop, const char* name, const std::string& source) {
  fs::path path = workshop.fresh(name).replace_filename("unit.cpp");
  std::ofstream(path) << source;
  return path;
}

/// One unit, compiled once a round.
struct Unit {
  const char* what;
  const char* level;
  fs::path source;
  std::vector<double> cpu = {};
  double peak_mib = 0;

  double median() const { return bench::median(cpu); }
};

void compile_all(std::vector<Unit>& units, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (Unit& unit : units) {
      const Compilation cost = compile(unit.source, unit.level);
      unit.cpu.push_back(cost.cpu_seconds);
      unit.peak_mib = std::max(unit.peak_mib, cost.peak_mib);
    }
  }
  std::printf("%-48s %8s %10s\n", EGREGORA_CXX, "CPU s", "peak MiB");
  for (const Unit& unit : units)
    std::printf("%-44s %s %8.2f %10.0f\n", unit.what, unit.level, unit.median(), unit.peak_mib);
}

/// Milliseconds for each query more, by the median of the rounds' differences.
double added_query(const Unit& fewer, const Unit& more, int queries) {
  std::vector<double> differences;
  for (std::size_t round = 0; round < fewer.cpu.size(); ++round)
    differences.push_back((more.cpu[round] - fewer.cpu[round]) / queries * 1e3);
  return bench::median(std::move(differences));
}

void measure(int rounds, Report& report) {
  const bench::Workshop workshop;
  const fs::path nothing = written(workshop, "nothing", "int main() {}\n");
  const fs::path header = written(workshop, "header", "#include <egregora/egregora.hpp>\n");
  const fs::path hundred = written(workshop, "hundred", bench::query_source(100));
  const fs::path two_hundred = written(workshop, "two-hundred", bench::query_source(200));
  std::vector<Unit> units{{"an empty unit", "-O0", nothing},
                          {"<egregora/egregora.hpp> alone", "-O0", header},
                          {"<egregora/egregora.hpp> alone", "-O2", header},
                          {"100 queries", "-O0", hundred},
                          {"200 queries", "-O0", two_hundred},
                          {"100 queries", "-O2", hundred},
                          {"200 queries", "-O2", two_hundred}};
  compile_all(units, rounds);
  report.bound("<egregora/egregora.hpp> alone, -O0", "CPU s", units[1].median(), 0.7);
  report.bound("<egregora/egregora.hpp> alone, -O2", "CPU s", units[2].median(), 0.7);
  report.bound("100 queries, -O0", "CPU s", units[3].median(), 2);
  report.bound("100 queries, -O0: peak", "MiB", units[3].peak_mib, 1536);
  report.bound("a query more, -O0", "CPU ms", added_query(units[3], units[4], 100), 15);
  report.bound("a query more, -O2", "CPU ms", added_query(units[5], units[6], 100), 15);
}

}  // namespace

int main(int count, char** values) try {
  int rounds = 5;
  for (int at = 1; at + 1 < count; ++at) {
    if (std::strcmp(values[at], "--rounds") == 0) rounds = std::atoi(values[at + 1]);
    if (std::strcmp(values[at], "--print") == 0) {
      std::fputs(bench::query_source(std::atoi(values[at + 1])).c_str(), stdout);
      return 0;
    }
  }
  Report report;
  measure(rounds, report);
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
