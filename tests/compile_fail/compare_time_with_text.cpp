// A typed column of times is not compared with a text: README.md says so.
// expect-error: use of deleted function
// expect-error: these_types_do_not_compare
#include <egregora/egregora.hpp>

using namespace egregora;

auto condition(const TypedTable<schemas::Messages>& messages) {
#ifndef EGREGORA_CONTROL
  return messages.timestamp > "2025-01-01";
#else
  return messages.timestamp > Timestamp{};
#endif
}
