// A condition over rows is no bool: there is no row to ask yet.
// expect-error: could not convert
// expect-error: bool
#include <egregora/egregora.hpp>

using namespace egregora;

int branch(const Value<sql::BigInt>& number) {
#ifndef EGREGORA_CONTROL
  if (number > 1) return 1;
#else
  if (number.isnull().expr().equals(number)) return 1;
#endif
  return 0;
}
