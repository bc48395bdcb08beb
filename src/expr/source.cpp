// SPDX-License-Identifier: Apache-2.0
#include <egregora/expr/source.hpp>

namespace egregora {

TableStream::~TableStream() = default;
Source::~Source() = default;

CachedRows::~CachedRows() = default;

}  // namespace egregora
