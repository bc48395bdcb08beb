// A method that the column's type does not have.
// expect-error: no matching function
// expect-error: upper
// expect-error: constraints not satisfied
#include <egregora/egregora.hpp>

using namespace egregora;

auto loud(const Value<sql::BigInt>& number, const Value<sql::Text>& text) {
#ifndef EGREGORA_CONTROL
  return number.upper().concat(text);
#else
  return text.upper().concat(text);
#endif
}
