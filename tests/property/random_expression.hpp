// SPDX-License-Identifier: Apache-2.0
// Random typed expressions over a small table with NULLs. Whole and floating numbers stay small
// enough for no sum to overflow and no root to be of a negative number: what is drawn can be run.
#pragma once

#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>
#include <egregora/expr/table.hpp>

#include <functional>
#include <span>
#include <string>

namespace egregora::testing {

/// What an expression is: a type, or a few types that are used alike.
enum class ExpressionKind {
  boolean,
  whole,
  number,
  decimal,
  text,
  date,
  moment,
  instant,
  json,
  wholes,
  texts,
  record,
  map,
};
constexpr int kExpressionKinds = 13;

/// The table's schema, and the statement that fills it.
Schema things_schema();
std::string things_statement();

class RandomExpression;

/// A way to make an expression of a kind out of smaller ones.
struct Recipe {
  ExpressionKind kind;
  Expr (*make)(RandomExpression& random);
};
/// A reduction of random expressions, to be asked of groups; those with an order of their own are
/// not asked over a window.
struct ReductionRecipe {
  Expr (*make)(RandomExpression& random);
  bool windowed = true;
};

std::span<const Recipe> recipes();
std::span<const ReductionRecipe> reduction_recipes();
/// Window functions, over() included.
std::span<Expr (*const)(RandomExpression&)> window_recipes();

/// Makes expressions out of drawn numbers, so that shrinking replays numbers and not expressions.
class RandomExpression {
 public:
  /// A number in [0, below).
  using Draw = std::function<int(int below)>;

  RandomExpression(Table table, int depth, Draw draw)
      : table_(std::move(table)), depth_(depth), draw_(std::move(draw)) {}

  int draw(int below) { return draw_(below); }
  const Table& table() const { return table_; }
  /// Of `kind`, made by a drawn recipe, or a column or a literal.
  Expr of(ExpressionKind kind);
  /// Of a drawn kind that has an order.
  Expr sortable();

  Expr boolean() { return of(ExpressionKind::boolean); }
  Expr whole() { return of(ExpressionKind::whole); }
  /// Small enough to be multiplied.
  Expr small() { return whole() % 1000; }
  Expr number() { return of(ExpressionKind::number); }
  Expr decimal() { return of(ExpressionKind::decimal); }
  Expr text() { return of(ExpressionKind::text); }
  Expr date() { return of(ExpressionKind::date); }
  Expr moment() { return of(ExpressionKind::moment); }
  Expr instant() { return of(ExpressionKind::instant); }
  Expr json() { return of(ExpressionKind::json); }
  Expr wholes() { return of(ExpressionKind::wholes); }
  Expr texts() { return of(ExpressionKind::texts); }
  Expr record() { return of(ExpressionKind::record); }
  Expr map() { return of(ExpressionKind::map); }

  template <class T, std::size_t N>
  const T& one_of(const T (&choices)[N]) {
    return choices[draw(static_cast<int>(N))];
  }
  /// A unit of time that dates have too.
  const char* unit();

 private:
  Expr leaf(ExpressionKind kind);

  Table table_;
  int depth_;
  /// Recipes still to be used: some are written several times, and grow as fast as they nest.
  int budget_ = 16;
  Draw draw_;
};

}  // namespace egregora::testing
