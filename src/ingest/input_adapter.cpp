// SPDX-License-Identifier: Apache-2.0
// Out-of-line parts of the adapter interface: the destructors that give each abstract class one
// home.
#include <egregora/ingest/input_adapter.hpp>

namespace egregora {

MessageSink::~MessageSink() = default;
OpenInput::~OpenInput() = default;
InputAdapter::~InputAdapter() = default;

}  // namespace egregora
