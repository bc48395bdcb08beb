// SPDX-License-Identifier: Apache-2.0
// What an expression costs before an engine sees it: each of the 22 TPC-H queries built and
// compiled to SQL, beside the time that DuckDB takes to plan the standard's text of the same query
// over tables with rows. The exit code is 1 where a bar is broken.
// Usage: tpch [--rounds R]
#include <egregora/engine/engine.hpp>
#include <egregora/sql/to_sql.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/clock.hpp"
#include "support/raw_database.hpp"
#include "support/report.hpp"
#include "support/workshop.hpp"
#include "tpch/tpch_data.hpp"
#include "tpch/tpch_queries.hpp"

namespace {

namespace fs = std::filesystem;
using egregora::tpch::TpchQuery;
using egregora::tpch::TpchTables;

/// CPU time: on a shared machine the wall clock times the neighbours too.
double cpu_ms() { return bench::cpu_now() * 1e3; }

/// Milliseconds of parsing, binding, optimising and making the physical plan.
double plan_ms(const bench::RawDatabase& peer, const std::string& sql) {
  const double start = cpu_ms();
  const bench::RawStatement statement(peer, sql);
  return cpu_ms() - start;
}

void fill(const fs::path& path) {
  const auto engine = egregora::open_duckdb({.path = path});
  egregora::tpch::load_tpch(*engine->connect());
  engine->close();
}

std::string standard_sql(const TpchQuery& query) {
  std::ifstream in(fs::path(EGREGORA_TPCH_SQL) / (query.name + ".sql"), std::ios::binary);
  if (!in) throw std::runtime_error("no SQL of " + query.name);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What one query cost, reading by reading, in milliseconds.
struct Readings {
  std::vector<double> build = {};
  std::vector<double> compile = {};
  std::vector<double> plan = {};
};

struct Entry {
  TpchQuery query;
  std::string sql;
  Readings in_a_row = {};
  Readings alternating = {};
};

std::vector<Entry> entries() {
  std::vector<Entry> all;
  for (const TpchQuery& query : egregora::tpch::tpch_queries())
    all.push_back({query, standard_sql(query)});
  return all;
}

/// Everything from the first expression to the text in hand; the expressions' end is building, too.
void read_ours(const TpchQuery& query, const TpchTables& tables, Readings& readings) {
  const double start = cpu_ms();
  double built = 0;
  double compiled = 0;
  {
    const egregora::Table table = query.build(tables);
    built = cpu_ms();
    if (egregora::to_sql(table).empty()) throw std::runtime_error("compiled to nothing");
    compiled = cpu_ms();
  }
  const double destroyed = cpu_ms();
  readings.build.push_back(built - start + destroyed - compiled);
  readings.compile.push_back(compiled - built);
}

/// Each goes through the queries in a row, and then they take turns. After that query by query:
/// DuckDB's planning then leaves little of ours in the caches, and ours nearly all of DuckDB's.
void one_round(std::vector<Entry>& all, const TpchTables& tables, const bench::RawDatabase& peer) {
  for (Entry& entry : all) read_ours(entry.query, tables, entry.in_a_row);
  for (Entry& entry : all) entry.in_a_row.plan.push_back(plan_ms(peer, entry.sql));
  for (Entry& entry : all) {
    read_ours(entry.query, tables, entry.alternating);
    entry.alternating.plan.push_back(plan_ms(peer, entry.sql));
  }
}

void measure(std::vector<Entry>& all, const bench::RawDatabase& peer, int rounds) {
  const TpchTables tables;
  one_round(all, tables, peer);
  for (Entry& entry : all) entry.in_a_row = entry.alternating = {};  // that was to warm up
  for (int round = 0; round < rounds; ++round) one_round(all, tables, peer);
}

/// Medians, of one query or summed over all.
struct Cost {
  double build = 0;
  double compile = 0;
  double plan = 0;
  double ours() const { return build + compile; }
};

Cost cost_of(const Readings& readings) {
  return {bench::median(readings.build), bench::median(readings.compile),
          bench::median(readings.plan)};
}

void print_row(const std::string& name, const Cost& cost) {
  std::printf("%-8s %9.3f %9.3f %9.3f %9.3f %7.3f\n", name.c_str(), cost.build, cost.compile,
              cost.ours(), cost.plan, cost.ours() / cost.plan);
}

Cost print_table(const char* title, const std::vector<Entry>& all, Readings Entry::*which) {
  std::printf("\n%s\n%-8s %9s %9s %9s %9s %7s\n", title, "CPU ms", "build", "compile", "ours",
              "DuckDB", "ratio");
  Cost total;
  for (const Entry& entry : all) {
    const Cost cost = cost_of(entry.*which);
    print_row(entry.query.name, cost);
    total.build += cost.build;
    total.compile += cost.compile;
    total.plan += cost.plan;
  }
  print_row("all", total);
  return total;
}

void report_on(const std::vector<Entry>& all, bench::Report& report) {
  const Cost row = print_table("All queries of one, then all of the other", all, &Entry::in_a_row);
  const Cost turns = print_table("Turns query by query", all, &Entry::alternating);
  report.bound("22 queries built and compiled", "ms", row.ours(), 4);
  report.ratio("the same beside DuckDB's planning", "ms", row.ours(), row.plan,
               row.ours() / row.plan, 0.1);
  report.bound("22 queries, each after DuckDB planned one", "ms", turns.ours(), 4);
}

}  // namespace

int main(int count, char** values) try {
  int rounds = 101;
  for (int at = 1; at + 1 < count; ++at) {
    if (std::strcmp(values[at], "--rounds") == 0) rounds = std::atoi(values[at + 1]);
  }
  const bench::Workshop workshop;
  const fs::path path = workshop.fresh("tpch");
  fill(path);
  const bench::RawDatabase peer(path);
  std::vector<Entry> all = entries();
  measure(all, peer, std::max(rounds, 1));
  bench::Report report;
  report_on(all, report);
  report.print();
  return report.broken() == 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench: %s\n", error.what());
  return 1;
}
