// && wants conditions on both sides.
// expect-error: use of deleted function
// expect-error: only_booleans_combine
#include <egregora/egregora.hpp>

using namespace egregora;

auto both(const Value<sql::BigInt>& number, const Value<sql::Bool>& flag) {
#ifndef EGREGORA_CONTROL
  return number && flag;
#else
  return number != 0 && flag;
#endif
}
