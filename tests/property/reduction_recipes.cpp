// SPDX-License-Identifier: Apache-2.0
// How random reductions and window functions are made of random expressions.
#include "property/random_expression.hpp"

namespace egregora::testing {

namespace {
using R = RandomExpression;

std::optional<Expr> perhaps(R& r) {
  if (r.draw(2) == 0) return std::nullopt;
  return r.boolean();
}
OrderedReduction ordered(R& r) {
  const bool include_null = r.draw(2) == 0;
  return {
      .where = perhaps(r), .order_by = {r.table()["place"].desc()}, .include_null = include_null};
}
Sampling sampling(R& r) { return r.draw(2) == 0 ? Sampling::sample : Sampling::population; }

constexpr ReductionRecipe kReductions[] = {
    {[](R& r) { return Expr(r.draw(2) == 0 ? count() : count_where(r.boolean())); }},
    {[](R& r) { return r.sortable().count(perhaps(r)); }},
    {[](R& r) { return r.sortable().nunique(perhaps(r)); }},
    {[](R& r) { return r.small().sum(perhaps(r)); }},
    {[](R& r) { return r.number().sum(perhaps(r)); }},
    {[](R& r) { return r.decimal().sum(perhaps(r)); }},
    {[](R& r) { return r.boolean().sum(perhaps(r)); }},
    {[](R& r) { return r.small().mean(perhaps(r)); }},
    {[](R& r) { return r.boolean().mean(perhaps(r)); }},
    {[](R& r) { return r.decimal().mean(perhaps(r)); }},
    {[](R& r) { return r.sortable().min(perhaps(r)); }},
    {[](R& r) { return r.sortable().max(perhaps(r)); }},
    {[](R& r) { return r.boolean().max(perhaps(r)); }},
    {[](R& r) { return r.sortable().arbitrary(perhaps(r)); }},
    {[](R& r) { return r.record().arbitrary(perhaps(r)); }},
    {[](R& r) { return r.boolean().any(perhaps(r)); }},
    {[](R& r) { return r.boolean().all(perhaps(r)); }},
    {[](R& r) { return r.boolean().notany(perhaps(r)); }},
    {[](R& r) { return r.boolean().notall(perhaps(r)); }},
    {[](R& r) { return r.small().std(perhaps(r), sampling(r)); }},
    {[](R& r) { return r.small().var(perhaps(r), sampling(r)); }},
    {[](R& r) { return r.decimal().var(perhaps(r), sampling(r)); }},
    {[](R& r) { return r.sortable().quantile(r.draw(5) / 4.0, perhaps(r)); }},
    {[](R& r) { return r.sortable().argmin(r.sortable(), perhaps(r)); }},
    {[](R& r) { return r.sortable().argmax(r.sortable(), perhaps(r)); }},
    {[](R& r) { return r.wholes().collect(perhaps(r)); }},
    {[](R& r) { return r.sortable().collect(ordered(r)); }, false},
    {[](R& r) { return r.sortable().first(ordered(r)); }, false},
    {[](R& r) { return r.sortable().last(ordered(r)); }, false},
    {[](R& r) { return r.texts().first(ordered(r)); }, false},
    {[](R& r) { return r.text().group_concat(", ", ordered(r)); }, false},
    {[](R& r) { return r.decimal().group_concat("-", ordered(r)); }, false},
    {[](R& r) { return r.sortable().first(); }},
    {[](R& r) { return r.sortable().last(); }},
};

WindowSpec window(R& r) {
  WindowSpec spec;
  if (r.draw(2) == 0) spec.group_by.emplace_back(r.boolean());
  spec.order_by.emplace_back(r.draw(2) == 0 ? r.sortable().desc() : r.sortable().asc());
  spec.order_by.emplace_back(r.table()["place"]);
  return spec;
}
WindowSpec framed(R& r) {
  WindowSpec spec = window(r);
  const int before = r.draw(4);
  if (before > 0) {
    spec.frame = WindowFrame::rows(FrameBound::preceding(before), FrameBound::following(r.draw(3)));
  }
  return spec;
}

constexpr Expr (*kWindows[])(R&) = {
    [](R& r) { return Expr(row_number()).over(window(r)); },
    [](R& r) { return Expr(rank()).over(window(r)); },
    [](R& r) { return Expr(dense_rank()).over(window(r)); },
    [](R& r) { return r.sortable().lag(r.draw(3)).over(window(r)); },
    [](R& r) { return r.sortable().lead(r.draw(3)).over(window(r)); },
    [](R& r) { return r.texts().lead().over(window(r)); },
    [](R& r) { return r.small().cumsum(window(r)); },
    [](R& r) { return r.sortable().first({.include_null = true}).over(framed(r)); },
    [](R& r) { return r.sortable().last({.include_null = true}).over(framed(r)); },
    [](R& r) {
      std::vector<const ReductionRecipe*> windowed;
      for (const ReductionRecipe& recipe : kReductions) {
        if (recipe.windowed) windowed.push_back(&recipe);
      }
      const int chosen = r.draw(static_cast<int>(windowed.size()));
      return windowed[static_cast<std::size_t>(chosen)]->make(r).over(framed(r));
    },
};
}  // namespace

std::span<const ReductionRecipe> reduction_recipes() { return kReductions; }
std::span<Expr (*const)(RandomExpression&)> window_recipes() { return kWindows; }

}  // namespace egregora::testing
