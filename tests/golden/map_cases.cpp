// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

namespace {
GoldenCase of_map(std::string name, std::function<Expr(const Expr&)> expression) {
  return {"map_" + std::move(name), [expression = std::move(expression)] {
            const Table t = labelled();
            return t.select("id", Selection("x"_ = expression(t["labels"])));
          }};
}
}  // namespace

std::vector<GoldenCase> map_cases() {
  using E = const Expr&;
  return {
      of_map("get", [](E labels) { return labels.get(literal("a")); }),
      of_map("get_with_default", [](E labels) { return labels.get(literal("a"), literal(0)); }),
      of_map("by_name", [](E labels) { return labels["a"] + 1; }),
      of_map("keys", [](E labels) { return labels.keys(); }),
      of_map("values", [](E labels) { return labels.values()[0]; }),
      of_map("contains", [](E labels) { return labels.contains(literal("a")); }),
      of_map("length", [](E labels) { return labels.length(); }),
  };
}

}  // namespace egregora::testing
