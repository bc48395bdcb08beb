// SPDX-License-Identifier: Apache-2.0
// Destruction by work list. A node whose count is one belongs to the list alone (there are no weak
// owners), so its children can be taken before it goes; a shared one is merely released.
#include "expr/shared_node.hpp"

#include <cstddef>
#include <utility>

namespace egregora {

void SharedNode::release_children() noexcept {
  std::vector<std::shared_ptr<const SharedNode>> pending;
  take_children(pending);
  while (!pending.empty()) {
    std::shared_ptr<const SharedNode> child = std::move(pending.back());
    pending.pop_back();
    if (child != nullptr && child.use_count() == 1) {
      // Sole owner: nobody else can see the node any more, so emptying it is not observable.
      const_cast<SharedNode*>(child.get())->take_children(pending);
    }
  }
}

}  // namespace egregora
