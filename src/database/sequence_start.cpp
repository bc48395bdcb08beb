// SPDX-License-Identifier: Apache-2.0
#include "database/sequence_start.hpp"

#include <charconv>

#include <fmt/format.h>

namespace egregora::detail {

namespace {
constexpr std::string_view kStartNote = "starts at ";

constexpr std::string_view kCall = "nextval('";

/// A name as it stands between the quotes, without a schema before it.
std::string bare(std::string name) {
  if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) name.erase(0, dot + 1);
  std::erase(name, '"');
  return name;
}

bool takes_from(std::string_view default_text, std::string_view sequence) {
  const std::string text = fold_case(default_text);
  if (!text.starts_with(kCall) || !text.ends_with("')")) return false;
  return bare(text.substr(kCall.size(), text.size() - kCall.size() - 2)) == fold_case(sequence);
}
}  // namespace

std::vector<std::string> sequences_in(std::string_view definition) {
  const std::string folded = fold_case(definition);
  std::vector<std::string> names;
  std::size_t call = folded.find(kCall);
  while (call != std::string::npos) {
    const std::size_t begin = call + kCall.size();
    const std::size_t end = folded.find('\'', begin);
    if (end == std::string::npos) break;
    names.push_back(bare(std::string(definition.substr(begin, end - begin))));
    call = folded.find(kCall, end);
  }
  std::erase(names, "");
  return names;
}

std::string start_note(std::int64_t start) { return fmt::format("{}{}", kStartNote, start); }

void create_sequence(Session& session, std::string_view name, std::int64_t start, bool or_replace) {
  CreateSequence statement{.sequence = session.durable(name), .start = start};
  statement.or_replace = or_replace;
  session.run(statement);
  session.run(CommentOnSequence{session.durable(name), start_note(start)});
}

std::optional<std::int64_t> noted_start(std::string_view comment) {
  if (!comment.starts_with(kStartNote)) return std::nullopt;
  comment.remove_prefix(kStartNote.size());
  std::int64_t start = 0;
  const char* end = comment.data() + comment.size();
  const auto [stopped, error] = std::from_chars(comment.data(), end, start);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return start;
}

std::vector<SequenceDefault> taking_from(const DataFrame& defaults, std::string_view sequence) {
  std::vector<SequenceDefault> found;
  for (const Row& row : defaults.rows()) {
    if (!takes_from(*row.get<std::string>("text"), sequence)) continue;
    found.push_back({std::string(*row.get<std::string>("table")),
                     std::string(*row.get<std::string>("column"))});
  }
  return found;
}

std::vector<SequenceDefault> columns_taking(Session& session, std::string_view sequence) {
  const TableName durable = session.durable(sequence);
  return taking_from(session.fetch(ListDefaults{durable.catalog, durable.schema}), sequence);
}

void restart_sequence(TransactionState& state, std::string_view sequence, std::int64_t start) {
  Session& session = state.session();
  const auto taking = columns_taking(session, sequence);
  for (const SequenceDefault& use : taking)
    session.run(DropDefault{session.durable(use.table), use.column});
  create_sequence(session, sequence, start, true);
  for (const SequenceDefault& use : taking) {
    session.run(
        SetDefaultNext{session.durable(use.table), use.column, {.name = std::string(sequence)}});
    state.redefine(use.table);
  }
}

}  // namespace egregora::detail
