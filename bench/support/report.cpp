// SPDX-License-Identifier: Apache-2.0
// See report.hpp.
#include "support/report.hpp"

#include <cstdio>
#include <utility>

namespace bench {

namespace {

std::string number(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string quantity(double value, const char* unit) {
  return number(value, value < 20 ? 2 : 0) + " " + unit;
}

void print_line(const char* what, const char* ours, const char* peer, const char* ratio,
                const char* bar, const char* verdict) {
  std::printf("%-48s %12s %12s %6s %12s  %s\n", what, ours, peer, ratio, bar, verdict);
}

}  // namespace

void print_cost_head(const char* title) {
  std::printf("\n%-48s %8s %8s %10s %10s %9s\n", title, "CPU s", "wall s", "k/CPU s", "k/wall s",
              "peak MiB");
}

void print_cost(const char* what, const Cost& cost) {
  const double thousands = static_cast<double>(cost.rows) / 1000;
  std::printf("%-48s %8.2f %8.2f %10.0f %10.0f %9.0f\n", what, cost.cpu_seconds, cost.wall_seconds,
              thousands / cost.cpu_seconds, thousands / cost.wall_seconds, cost.peak_mib);
  std::fflush(stdout);
}

void Report::add(Line line) {
  if (!line.holds) ++broken_;
  lines_.push_back(std::move(line));
}

void Report::ratio(const char* what, const char* unit, double ours, double peer, double ratio,
                   double bar) {
  add({what, quantity(ours, unit), quantity(peer, unit), number(ratio, 2), number(bar, 2),
       ratio <= bar});
}

void Report::bound(const char* what, const char* unit, double ours, double bar) {
  add({.what = what,
       .ours = quantity(ours, unit),
       .bar = quantity(bar, unit),
       .holds = ours <= bar});
}

void Report::holds(const char* what, bool does) {
  add({.what = what, .ours = does ? "yes" : "no", .bar = "yes", .holds = does});
}

void Report::print() const {
  std::printf("\n");
  print_line("", "ours", "peer", "ratio", "at most", "");
  for (const Line& line : lines_) {
    print_line(line.what.c_str(), line.ours.c_str(), line.peer.c_str(), line.ratio.c_str(),
               line.bar.c_str(), line.holds ? "holds" : "BROKEN");
  }
}

}  // namespace bench
