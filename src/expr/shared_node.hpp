// SPDX-License-Identifier: Apache-2.0
// The common base of expression and relation nodes: destroys chains of any length without
// recursion.
#pragma once

#include <memory>
#include <vector>

namespace egregora {

/// A node held by shared_ptr. When the last owner goes, it hands its children to a work list
/// instead of letting their destructors nest: a chain of 100,000 steps must not need 100,000 stack
/// frames.
class SharedNode {
 public:
  SharedNode() = default;
  virtual ~SharedNode() = default;
  SharedNode(const SharedNode&) = delete;
  SharedNode& operator=(const SharedNode&) = delete;

 protected:
  /// To be called first by the destructor of each final class.
  void release_children() noexcept;
  /// Moves every owned child node into `into`.
  virtual void take_children(std::vector<std::shared_ptr<const SharedNode>>& into) noexcept = 0;
};

}  // namespace egregora
