// A number is no span of time: seconds, days?
// expect-error: use of deleted function
// expect-error: these_types_do_not_calculate
#include <egregora/egregora.hpp>

using namespace egregora;

auto later(const Value<sql::Timestamp>& written) {
#ifndef EGREGORA_CONTROL
  return written + 1;
#else
  return written + Interval{0, 1, 0};
#endif
}
