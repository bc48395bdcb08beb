// SPDX-License-Identifier: Apache-2.0
// Lines are "<generation> <database id> <checkpoint id> <table> <checksum>".
#include "database/generation_log.hpp"

#include <charconv>

#include <fmt/format.h>

#include <egregora/data/schema.hpp>

namespace egregora::detail {

namespace {
constexpr std::size_t kChecksumLength = 8;
// Some 100 bytes a line: a log of a hundred kilobytes is read in well under a millisecond.
constexpr std::size_t kLongLog = 1000;

std::string checksum(std::string_view text) { return text_digest(text).substr(0, kChecksumLength); }

std::string_view cut_word(std::string_view& text) {
  const auto space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
  return word;
}
}  // namespace

GenerationLog::GenerationLog(FileSystem& files, std::filesystem::path path, const Uuid& database_id)
    : files_(files), path_(std::move(path)), database_id_(database_id) {
  exists_ = files_.status(path_).has_value();
  if (!exists_) return;
  const std::string text = files_.read(path_);
  ends_in_newline_ = text.empty() || text.back() == '\n';
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) break;  // torn
    read_line(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
}

void GenerationLog::read_line(std::string_view line) {
  ++lines_;
  const auto last_space = line.rfind(' ');
  if (last_space == std::string_view::npos) return;
  const std::string_view body = line.substr(0, last_space);
  if (checksum(body) != line.substr(last_space + 1)) return;
  std::string_view rest = body;
  const std::string_view generation = cut_word(rest);
  const auto database = Uuid::try_parse(cut_word(rest));
  const auto checkpoint = Uuid::try_parse(cut_word(rest));
  GenerationEntry entry{0, checkpoint.value_or(Uuid{}), std::string(rest)};
  std::from_chars(generation.data(), generation.data() + generation.size(), entry.generation);
  if (!checkpoint || database != database_id_ || entry.generation <= 0) return;
  published_.insert(entry.generation);
  entries_.push_back(std::move(entry));
}

bool GenerationLog::has(std::int64_t generation) const {
  const std::lock_guard guard(mutex_);
  return published_.contains(generation);
}

std::set<std::string> GenerationLog::tables_after(std::int64_t generation) const {
  std::set<std::string> tables;
  for (const GenerationEntry& entry : entries_) {
    if (entry.generation > generation) tables.insert(fold_case(entry.table));
  }
  return tables;
}

std::int64_t GenerationLog::newest() const noexcept {
  const std::lock_guard guard(mutex_);
  return published_.empty() ? 0 : *published_.rbegin();
}

std::string GenerationLog::line(const GenerationEntry& entry) const {
  const std::string body = fmt::format("{} {} {} {}", entry.generation, database_id_.to_string(),
                                       entry.checkpoint_id.to_string(), entry.table);
  return fmt::format("{} {}\n", body, checksum(body));
}

void GenerationLog::append(const GenerationEntry& entry) {
  const std::string text = (ends_in_newline_ ? "" : "\n") + line(entry);
  ends_in_newline_ = false;  // until the write is known to be whole
  files_.append(path_, text);
  ends_in_newline_ = true;
  if (!exists_) files_.sync_folder(path_.has_parent_path() ? path_.parent_path() : ".");
  exists_ = true;
  ++lines_;
  entries_.push_back(entry);
  const std::lock_guard guard(mutex_);
  published_.insert(entry.generation);
}

void GenerationLog::compact(const std::set<std::int64_t>& needed) {
  if (lines_ < kLongLog) return;
  std::set<std::int64_t> kept = needed;
  kept.insert(newest());
  restart(kept);
}

void GenerationLog::restart(const std::set<std::int64_t>& known) {
  std::vector<GenerationEntry> kept;
  std::string text;
  for (const GenerationEntry& entry : entries_) {
    if (!known.contains(entry.generation)) continue;
    text += line(entry);
    kept.push_back(entry);
  }
  std::filesystem::path fresh = path_;
  fresh += ".tmp";
  files_.write(fresh, text);
  files_.rename(fresh, path_);
  files_.sync_folder(path_.has_parent_path() ? path_.parent_path() : ".");
  ends_in_newline_ = true;
  lines_ = kept.size();
  entries_ = std::move(kept);
  const std::lock_guard guard(mutex_);
  published_.clear();
  for (const GenerationEntry& entry : entries_) published_.insert(entry.generation);
}

}  // namespace egregora::detail
