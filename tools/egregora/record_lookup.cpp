// SPDX-License-Identifier: Apache-2.0
// A whole id is compared as one, so that zone maps help; only a prefix is compared as text.
#include "tools/egregora/record_lookup.hpp"

#include <egregora/expr/functions.hpp>

#include <algorithm>

#include "tools/egregora/failure.hpp"

namespace egregora::program {
namespace {

constexpr std::int64_t kNamed = 5;  // of ambiguous ids: more would not fit one line

bool can_begin_uuid(std::string_view text) {
  return !text.empty() && text.size() <= 36 &&
         text.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
}

Table matches(const Table& table, std::string_view column, std::string_view text) {
  if (const auto id = Uuid::try_parse(text)) return table.filter(table[column] == literal(*id));
  return table.filter(table[column].cast(DataType::string()).startswith(literal(fold_case(text))));
}

}  // namespace

void check_id(std::string_view text, const std::string& noun) {
  if (can_begin_uuid(text)) return;
  throw UsageError(std::string(text), "this is no id of a " + noun + ", nor the beginning of one");
}

Uuid find_id(const Table& table, std::string_view column, std::string_view text,
             const std::string& noun) {
  check_id(text, noun);
  const DataFrame found =
      matches(table, column, text).select(column).order_by(column).limit(kNamed + 1).execute();
  if (found.num_rows() == 1) return found.column<Uuid>(0)[0];
  if (found.num_rows() == 0)
    throw Failure(std::string(text), "no " + noun + " has an id that begins so");
  std::string named;
  const std::int64_t shown = std::min(found.num_rows(), kNamed);
  for (std::int64_t row = 0; row < shown; ++row)
    named += (row == 0 ? "" : ", ") + found.column<Uuid>(0)[row].to_string();
  if (found.num_rows() > kNamed) named += " ...";
  throw Failure(std::string(text),
                "several " + noun + "s have an id that begins so; write more of it: " + named);
}

}  // namespace egregora::program
