// SPDX-License-Identifier: Apache-2.0
// Whether a materialised view still is what its builder would make. A view is like a target of
// make: what it was made from must be older, by the generation of the tables' files, and it must
// have been made by the same expression.
#pragma once

#include <egregora/database/views.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/expression_identity.hpp"
#include "database/storage_core.hpp"

namespace egregora::detail {

/// A view's expression over the tables that there are now.
struct BuiltExpression {
  std::string hash;
  ReadTables reads;
  Table rows;
};

/// Thread safety: one thread at a time.
class ViewFreshness {
 public:
  explicit ViewFreshness(StorageCore& core) : core_(core) {}

  /// The first table that the view is declared to depend on and that does not exist.
  std::optional<std::string> missing_input(const RegisteredView& view) const;
  /// Requires: its first input exists. Throws: what the builder throws.
  BuiltExpression build(const RegisteredView& view) const;
  /// Why the materialised rows are not what the expression would give, or absent. Requires: no
  /// input is missing.
  std::optional<std::string> why_stale(const RegisteredView& view,
                                       const BuiltExpression& expression) const;
  /// The durable tables behind what the view reads, sorted: a managed view stands for its table.
  std::vector<std::string> stored_inputs(const RegisteredView& view,
                                         const BuiltExpression& expression) const;
  /// Of those, the ones whose rows no file of theirs holds.
  std::vector<std::string> unwritten_inputs(const RegisteredView& view,
                                            const BuiltExpression& expression) const;

 private:
  std::optional<std::string> why_unlike(const ManifestRow& head, const std::string& hash) const;
  std::optional<std::string> why_input_differs(const std::string& input,
                                               std::int64_t generation) const;
  bool exists(const std::string& name) const;

  StorageCore& core_;
};

}  // namespace egregora::detail
