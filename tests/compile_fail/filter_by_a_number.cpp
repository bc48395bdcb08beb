// filter() wants a condition.
// expect-error: no matching function
// expect-error: filter
#include <egregora/egregora.hpp>

using namespace egregora;

auto rows(const Table& table, const Value<sql::BigInt>& number) {
#ifndef EGREGORA_CONTROL
  return table.filter(number);
#else
  return table.filter(number > 0);
#endif
}
