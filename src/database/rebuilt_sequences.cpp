// SPDX-License-Identifier: Apache-2.0
// Names are bare here, as in rebuild.cpp.
#include "database/rebuilt_sequences.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/sql/statements.hpp>

#include "database/sequence_start.hpp"

namespace egregora::detail {

namespace {
// DuckDB's only schema that tables of ours are in.
constexpr std::string_view kSchema = "main";

template <class S>
std::string text_of(const S& statement) {
  return to_statement(statement, {}).text;
}

/// The column alone, as a leaf: its real type is the engine's to say.
Table column_alone(std::string_view table_name, std::string_view column, const DataType& type) {
  return table(table_name, {{std::string(column), type}});
}
}  // namespace

void RebuiltSequences::make_for(std::string_view definition) {
  for (const std::string& name : sequences_in(definition)) {
    connection_.execute(text_of(CreateSequence{.sequence = {.name = name}, .if_missing = true}));
  }
}

void RebuiltSequences::require_known_use(std::string_view definition) const {
  for (const std::string& name : sequences_in(definition)) {
    const std::vector<SequenceDefault> uses = uses_of(name);
    const bool is_known = std::all_of(uses.begin(), uses.end(), [&](const SequenceDefault& use) {
      const Table alone = column_alone(use.table, use.column, DataType::int64());
      return connection_.describe(compile(alone, {}).text)[0].type.is_integer();
    });
    if (is_known && !uses.empty()) continue;
    throw InvalidOperationError(
        fmt::format("which numbers of sequence '{}' are taken, no column of integers says", name),
        {.object_name = name});
  }
}

std::vector<RebuiltSequence> RebuiltSequences::go_on() {
  std::vector<RebuiltSequence> made;
  for (const std::string& name : all()) {
    const std::vector<SequenceDefault> uses = uses_of(name);
    std::int64_t start = 1;
    for (const SequenceDefault& use : uses) start = std::max(start, next_after(use));
    restart(name, start, uses);
    made.push_back({name, start});
  }
  return made;
}

std::vector<std::string> RebuiltSequences::all() const {
  const DataFrame found = connection_.query(text_of(ListSequences{catalog_, std::string(kSchema)}));
  std::vector<std::string> names;
  for (const Row& row : found.rows()) names.emplace_back(*row.get<std::string>("name"));
  return names;
}

std::vector<SequenceDefault> RebuiltSequences::uses_of(std::string_view sequence) const {
  return taking_from(connection_.query(text_of(ListDefaults{catalog_, std::string(kSchema)})),
                     sequence);
}

std::int64_t RebuiltSequences::next_after(const SequenceDefault& use) const {
  const Table alone = column_alone(use.table, use.column, DataType::int64());
  const Table most = alone.agg(Named{"most", alone[use.column].max().cast(DataType::string())});
  const DataFrame found = connection_.query(compile(most, {}).text);
  const auto text = found.column<std::string>(0).get(0);
  if (!text) return 1;
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  std::int64_t greatest = kLast;  // of a number that is greater still, too
  std::from_chars(text->data(), text->data() + text->size(), greatest);
  // A sequence at the last number gives none, rather than one that is taken (DuckDB 1.5.6).
  return greatest == kLast ? kLast : greatest + 1;
}

void RebuiltSequences::restart(const std::string& sequence, std::int64_t start,
                               const std::vector<SequenceDefault>& uses) {
  TransactionScope transaction(connection_);
  const TableName name{.name = sequence};
  for (const SequenceDefault& use : uses) {
    connection_.execute(text_of(DropDefault{{.name = use.table}, use.column}));
  }
  connection_.execute(
      text_of(CreateSequence{.sequence = name, .start = start, .or_replace = true}));
  connection_.execute(text_of(CommentOnSequence{name, start_note(start)}));
  for (const SequenceDefault& use : uses) {
    connection_.execute(text_of(SetDefaultNext{{.name = use.table}, use.column, name}));
  }
  transaction.commit();
}

}  // namespace egregora::detail
