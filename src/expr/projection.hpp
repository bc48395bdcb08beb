// SPDX-License-Identifier: Apache-2.0
// Builds the columns of a select or mutate: binding, names, and places.
#pragma once

#include <egregora/expr/table.hpp>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "expr/binding.hpp"

namespace egregora {

class Projection {
 public:
  /// Reductions among the columns become windows; `window` gives them partition and order.
  Projection(RelationPtr parent, DefaultWindow window, ReductionUse use = ReductionUse::window);

  /// All of the parent's columns, unchanged.
  void append_all();
  /// One more column. A name given twice is an error in finish().
  void append(const Selection& selection);
  /// A column that takes the place of one of its name, or comes last.
  void put(const Selection& selection);
  /// Throws: IntegrityError for a name given twice.
  Table finish();

 private:
  /// A column as it shall stand. A list to be unnested is still a list; finish() unnests it.
  struct Bound {
    Field field;
    Expr expression;
  };
  Bound bound(const Selection& selection);

  RelationPtr parent_;
  Binder binder_;
  std::vector<Field> fields_ = {};
  std::vector<Expr> columns_ = {};
  std::unordered_map<std::string, std::size_t> places_ = {};
  std::optional<std::string> unnested_ = {};
};

/// The name that a selection's column has: its own, else its expression's.
std::string column_name(const Selection& selection, const Expr& bound);

/// One row with one column, of no database.
Table memtable_of_one_row();

}  // namespace egregora
