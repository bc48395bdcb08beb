// SPDX-License-Identifier: Apache-2.0
// Digests are FNV-1a: short, the same everywhere, and nobody attacks them.
#include "crash/power/expected_tables.hpp"

#include <fmt/format.h>

#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <utility>
#include <vector>

namespace egregora::crash_tests {
namespace {

class Digest {
 public:
  void add(std::int64_t id, std::string_view text) {
    add(fmt::format("{}:", id));
    add_row(text);
  }
  void add_row(std::string_view text) {
    add(text);
    ++rows_;
  }
  std::string text() const { return fmt::format("{}-{:016x}", rows_, state_); }

 private:
  void add(std::string_view bytes) {
    for (const char byte : bytes) {
      state_ = (state_ ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
  }
  std::uint64_t state_ = 0xcbf29ce484222325;
  std::int64_t rows_ = 0;
};

bool has_id_and_text(const Schema& schema) {
  const auto id = schema.index_of("id");
  return id && schema.contains("text") && schema[*id].type == DataType::int64();
}

/// All of them, or those beside id and text.
std::string values(const DataFrame& frame, std::int64_t row, bool only_further) {
  std::string text;
  for (const Field& field : frame.schema()) {
    if (only_further && (field.name == "id" || field.name == "text")) continue;
    const Scalar value = frame.value(row, field.name);
    text += further_value(field.name, value.is_null() ? "NULL" : value.to_string());
  }
  return text;
}

/// By what is in them, as the order of rows means nothing.
std::string digest_of_rows(const DataFrame& frame) {
  std::multiset<std::string> rows;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) rows.insert(values(frame, row, false));
  Digest digest;
  for (const std::string& row : rows) digest.add_row(row + '\n');
  return digest.text();
}

CheckpointState state_of(const std::string& text) {
  for (const CheckpointState state : {CheckpointState::fresh, CheckpointState::stale}) {
    if (to_string(state) == text) return state;
  }
  return CheckpointState::none;
}

}  // namespace

std::string further_value(const std::string& column, const std::string& value) {
  return fmt::format("|{}={}", column, value);
}

std::string text_of(const std::string& name, const ExpectedSequence& sequence) {
  return fmt::format("sequence {} from {} next {}", name, sequence.start, sequence.next);
}

Rows rows_of(std::int64_t first, std::int64_t last, const std::string& writer) {
  Rows rows;
  for (std::int64_t id = first; id <= last; ++id) {
    rows[id] = fmt::format("{} wrote {}", writer, id % 7);
  }
  return rows;
}

Table memtable_of(const Rows& rows) {
  std::vector<std::int64_t> ids;
  std::vector<std::string> texts;
  for (const auto& [id, text] : rows) {
    ids.push_back(id);
    texts.push_back(text);
  }
  return memtable({{"id", ids}, {"text", texts}});
}

std::string digest_of(const Rows& rows) {
  Digest digest;
  for (const auto& [id, text] : rows) digest.add(id, text);
  return digest.text();
}

std::string digest_of(const std::string& text) {
  Digest digest;
  digest.add_row(text);
  return digest.text();
}

std::string digest_of(const Table& table) {
  if (!has_id_and_text(table.schema())) return digest_of_rows(table.execute());
  const DataFrame frame = table.order_by({"id"}).execute();
  const auto ids = frame.column<std::int64_t>("id");
  const auto texts = frame.column<std::string>("text");
  Digest digest;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    const std::string more = values(frame, row, true);
    digest.add(ids[row], more.empty() ? texts[row] : std::string(texts[row]) + more);
  }
  return digest.text();
}

void ExpectedTables::change(const std::string& table, const Rows& rows) {
  ExpectedTable& entry = tables_[table];
  entry.rows = std::make_shared<const Rows>(rows);
  entry.digest = digest_of(rows);
  if (entry.file == CheckpointState::fresh) entry.file = CheckpointState::stale;
}

void ExpectedTables::write(const std::string& table, const Rows& rows) {
  change(table, rows);
  export_file(table);
}

void ExpectedTables::append(const std::string& table, const Rows& rows) {
  insert(table, rows);
  export_file(table);
}

void ExpectedTables::insert(const std::string& table, const Rows& rows) {
  Rows all = this->rows(table);
  all.insert(rows.begin(), rows.end());
  change(table, all);
}

void ExpectedTables::export_file(const std::string& table) {
  ExpectedTable& entry = tables_.at(table);
  entry.file = CheckpointState::fresh;
  versions_[table].insert(entry.digest);
  files_.insert(table);
  newest_files_[table] = entry.rows;
}

void ExpectedTables::export_all() {
  for (const auto& [name, table] : tables_) {
    if (table.file == CheckpointState::stale) export_file(name);
  }
}

void ExpectedTables::doubt_all() {
  for (auto& [name, table] : tables_) {
    if (table.file == CheckpointState::fresh) table.file = CheckpointState::stale;
  }
}

void ExpectedTables::rename(const std::string& from, const std::string& to) {
  tables_[to] = tables_.at(from);
  tables_[to].file = CheckpointState::none;
  tables_.erase(from);
}

void ExpectedTables::drop(const std::string& table, bool file_too) {
  tables_.erase(table);
  if (!file_too) return;
  versions_.erase(table);
  files_.erase(table);
  newest_files_.erase(table);
}

void ExpectedTables::restore(const std::string& table) {
  const Rows rows = *newest_files_.at(table);
  write(table, rows);
}

void ExpectedTables::redefine(const std::string& table) {
  ExpectedTable& entry = tables_.at(table);
  if (entry.file == CheckpointState::fresh) entry.file = CheckpointState::stale;
}

void ExpectedTables::take_over(const Found& found) {
  tables_.clear();
  for (const auto& [name, table] : found.tables) {
    tables_[name] = {nullptr, table.digest, state_of(table.state)};
  }
  found_sequences_ = found.sequences;
  files_.clear();
  std::map<std::string, std::set<std::string>> versions;
  for (const auto& [name, digest] : found.files) {
    files_.insert(name);
    versions[name] = this->versions(name);
    versions[name].insert(digest);
  }
  versions_ = std::move(versions);
  backups_ = found.backups;
}

std::string ExpectedTables::contents() const {
  std::string text;
  for (const auto& [name, table] : tables_) text += name + ' ' + table.digest + '\n';
  return text;
}

std::string ExpectedTables::sequences() const {
  std::string text = found_sequences_;
  for (const auto& [name, sequence] : sequences_) text += text_of(name, sequence) + '\n';
  return text;
}

const std::set<std::string>& ExpectedTables::versions(const std::string& table) const {
  static const std::set<std::string> none;
  const auto found = versions_.find(table);
  return found == versions_.end() ? none : found->second;
}

}  // namespace egregora::crash_tests
