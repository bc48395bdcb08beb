// SPDX-License-Identifier: Apache-2.0
#include "sql/select.hpp"

namespace egregora::detail {

bool Select::bare() const noexcept {
  return from.size() == 1 && where.empty() && !grouped && having.empty() && qualify.empty() &&
         !distinct && distinct_on.empty() && order.empty() && !limit && !unnested && !existence &&
         hidden.empty() && columns->all_plain;
}

Select& SelectTree::add_select(const RelationNode& relation) {
  Select& select = selects_.emplace_back();
  select.relation = &relation;
  return select;
}

void SelectTree::bind(const RelationNode& relation, const Select& select,
                      const SelectColumns& columns) {
  bindings_.insert_or_assign(Place{&relation, &select}, &columns);
}

const SelectColumns* SelectTree::binding(const RelationNode& relation, const Select& select) const {
  const auto found = bindings_.find(Place{&relation, &select});
  return found == bindings_.end() ? nullptr : found->second;
}

}  // namespace egregora::detail
