// SPDX-License-Identifier: Apache-2.0
// Relation nodes: origins of columns, sources, destruction.
#include "expr/relation.hpp"

#include <egregora/core/errors.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace egregora {

namespace {
/// Beyond this many columns a hash index pays; below it, walking is faster to build and to ask.
constexpr std::size_t kIndexedColumns = 16;

template <class R>
inline constexpr bool passes_all =
    std::same_as<R, relation::Filter> || std::same_as<R, relation::Sort> ||
    std::same_as<R, relation::Limit> || std::same_as<R, relation::Distinct>;

}  // namespace

void for_each_expression(const RelationVariant& variant,
                         const std::function<void(const Expr&)>& visit) {
  const auto all = [&](const std::vector<Expr>& list) {
    std::for_each(list.begin(), list.end(), visit);
  };
  std::visit(
      [&](const auto& r) {
        using R = std::remove_cvref_t<decltype(r)>;
        if constexpr (std::same_as<R, relation::Filter>) {
          visit(r.predicate);
        } else if constexpr (std::same_as<R, relation::Project>) {
          all(r.columns);
        } else if constexpr (std::same_as<R, relation::Aggregate>) {
          all(r.keys);
          all(r.reductions);
          all(r.having);
        } else if constexpr (std::same_as<R, relation::Sort>) {
          all(r.keys);
        } else if constexpr (std::same_as<R, relation::Join>) {
          if (r.predicate) visit(*r.predicate);
        }
      },
      variant);
}

namespace {
template <class V, class F>
void visit_inputs(V& variant, const F& visit) {
  std::visit(
      [&](auto& r) {
        if constexpr (requires { r.parent; }) visit(r.parent);
        if constexpr (requires {
                        r.left;
                        r.right;
                      }) {
          visit(r.left);
          visit(r.right);
        }
      },
      variant);
}

/// A bare column of `parent`, or null.
const node::Field* bare_field(const Expr& expression) {
  return without_alias(expression).node()->get_if<node::Field>();
}

std::shared_ptr<const ColumnOrigins> origins_of(const RelationNode* self,
                                                const RelationVariant& variant, std::size_t width) {
  std::vector<ColumnOrigin> origins;
  origins.reserve(width);
  const auto own = [&](std::size_t index) { origins.push_back({self, index}); };
  const auto from = [&](const Expr& expression, std::size_t index) {
    const node::Field* field = bare_field(expression);
    field != nullptr ? origins.push_back(field->relation->origins()[field->index]) : own(index);
  };
  if (const auto* project = std::get_if<relation::Project>(&variant)) {
    for (std::size_t i = 0; i < width; ++i) from(project->columns[i], i);
  } else if (const auto* aggregate = std::get_if<relation::Aggregate>(&variant)) {
    for (std::size_t i = 0; i < width; ++i)
      i < aggregate->keys.size() ? from(aggregate->keys[i], i) : own(i);
  } else if (const auto* join = std::get_if<relation::Join>(&variant)) {
    for (const relation::JoinColumn& column : join->columns) {
      origins.push_back((column.from_right ? join->right : join->left)->origins()[column.index]);
    }
  } else if (const auto* unnest = std::get_if<relation::Unnest>(&variant)) {
    for (std::size_t i = 0; i < width; ++i)
      i == unnest->index ? own(i) : origins.push_back(unnest->parent->origins()[i]);
  } else {
    for (std::size_t i = 0; i < width; ++i) own(i);
  }
  return std::make_shared<const ColumnOrigins>(std::move(origins));
}

std::shared_ptr<const ColumnOrigins> shared_or_made(const RelationNode* self,
                                                    const RelationVariant& variant,
                                                    std::size_t width) {
  return std::visit(
      [&](const auto& r) -> std::shared_ptr<const ColumnOrigins> {
        if constexpr (passes_all<std::remove_cvref_t<decltype(r)>>) {
          return r.parent->shared_origins();
        } else {
          return origins_of(self, variant, width);
        }
      },
      variant);
}

/// Calls `visit` for the relation of each subquery in `root`.
void visit_subqueries(const Expr& root, const std::function<void(const RelationPtr&)>& visit) {
  std::vector<Expr> pending{root};
  while (!pending.empty()) {
    const Expr expression = std::move(pending.back());
    pending.pop_back();
    if (!expression.node()->facts().has_subquery) continue;
    if (const auto* subquery = expression.node()->get_if<node::Subquery>())
      visit(subquery->relation);
    for_each_operand(*expression.node(), [&](const Expr& operand) { pending.push_back(operand); });
  }
}
}  // namespace

ColumnOrigins::ColumnOrigins(std::vector<ColumnOrigin> origins) : origins_(std::move(origins)) {
  if (origins_.size() <= kIndexedColumns) return;
  for (std::size_t i = 0; i < origins_.size(); ++i) index_.try_emplace(origins_[i], i);
}

std::optional<std::size_t> ColumnOrigins::find(const ColumnOrigin& origin) const {
  if (!index_.empty()) {
    const auto found = index_.find(origin);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
  }
  const auto found = std::find(origins_.begin(), origins_.end(), origin);
  return found == origins_.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - origins_.begin()));
}

std::size_t ColumnOrigins::Hash::operator()(const ColumnOrigin& origin) const noexcept {
  return std::hash<const void*>()(origin.relation) * 31 + origin.index;
}

RelationNode::RelationNode(RelationVariant variant, Schema schema)
    : variant_(std::move(variant)), schema_(std::move(schema)), depth_(0) {
  origins_ = shared_or_made(this, variant_, schema_.size());
  const auto join_source = [&](const RelationPtr& input) {
    if (input->source_ == nullptr) return;
    if (source_ != nullptr && source_ != input->source_) {
      throw IntegrityError(
          "tables of two databases cannot be used in one expression; write one of them to the "
          "other's database first");
    }
    source_ = input->source_;
  };
  if (const auto* scan = std::get_if<relation::Scan>(&variant_)) source_ = scan->source;
  if (const auto* file = std::get_if<relation::FileScan>(&variant_)) source_ = file->source;
  visit_inputs(variant_, [&](const RelationPtr& input) {
    depth_ = std::max(depth_, input->depth_ + 1);
    join_source(input);
  });
  for_each_expression(variant_, [&](const Expr& expression) {
    if (expression.node()->facts().has_subquery) visit_subqueries(expression, join_source);
  });
}

RelationNode::~RelationNode() { release_children(); }

// NOLINTNEXTLINE(bugprone-exception-escape): see ExprNode
void RelationNode::take_children(std::vector<std::shared_ptr<const SharedNode>>& into) noexcept {
  const auto take_all = [&](std::vector<Expr>& list) {
    for (Expr& expression : list) into.push_back(std::move(expression).node());
  };
  visit_inputs(variant_, [&](RelationPtr& input) { into.push_back(std::move(input)); });
  if (auto* filter = std::get_if<relation::Filter>(&variant_))
    into.push_back(std::move(filter->predicate).node());
  if (auto* project = std::get_if<relation::Project>(&variant_)) take_all(project->columns);
  if (auto* sort = std::get_if<relation::Sort>(&variant_)) take_all(sort->keys);
  if (auto* join = std::get_if<relation::Join>(&variant_); join != nullptr && join->predicate) {
    into.push_back(std::move(*join->predicate).node());
  }
  if (auto* aggregate = std::get_if<relation::Aggregate>(&variant_)) {
    take_all(aggregate->keys);
    take_all(aggregate->reductions);
    take_all(aggregate->having);
  }
}

std::vector<RelationPtr> inputs(const RelationNode& relation) {
  std::vector<RelationPtr> found;
  visit_inputs(relation.variant(), [&](const RelationPtr& input) { found.push_back(input); });
  return found;
}

std::optional<std::size_t> find_column(const RelationNode& relation, const node::Field& field) {
  if (field.relation.get() == &relation) return field.index;
  return relation.origins().find(field.relation->origins()[field.index]);
}

RelationPtr make_relation(RelationVariant variant, Schema schema) {
  return std::make_shared<const RelationNode>(std::move(variant), std::move(schema));
}

Table scan_table(std::string_view name, const Schema& schema, std::shared_ptr<const Source> source,
                 std::shared_ptr<const CachedRows> cached) {
  return Table(make_relation(
      relation::Scan{std::string(name), std::move(source), std::move(cached)}, schema));
}

Table scan_file(std::string_view path, FileFormat format, const Schema& schema,
                std::shared_ptr<const Source> source) {
  return Table(
      make_relation(relation::FileScan{std::string(path), format, std::move(source)}, schema));
}

}  // namespace egregora
