// SPDX-License-Identifier: Apache-2.0
// See window_writer.hpp.
#include "ingest/window_writer.hpp"

#include <fmt/format.h>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>
#include <egregora/expr/operators.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "ingest/window_appender.hpp"

namespace egregora::ingest {

namespace {

constexpr std::string_view kMembers = schemas::WindowMessages::table_name;

bool is_timed(StepUnit unit) { return unit == StepUnit::hours || unit == StepUnit::days; }

Table id_table(const std::vector<Uuid>& ids) {
  std::vector<std::vector<Scalar>> rows;
  rows.reserve(ids.size());
  for (const Uuid& id : ids) rows.push_back({Scalar(id)});
  return memtable(Schema{{"doomed_id", DataType::uuid(), false}}, rows);
}

}  // namespace

std::string window_config_hash(const WindowOptions& options) {
  // What a unit ignores must not tell two configurations apart.
  const bool timed = is_timed(options.step_unit);
  const std::int64_t limit =
      timed && options.max_window_time ? options.max_window_time->count() : 0;
  return uuid5(kNamespaceOid,
               fmt::format("windows|{}|{}|{}|{}|{}|{}", options.source_table, options.step_size,
                           to_string(options.step_unit), options.overlap_ratio, limit,
                           timed ? options.timezone : ""))
      .to_string();
}

Uuid window_id_of(std::string_view config_hash, std::string_view thread_id, std::int64_t index,
                  std::int64_t part) {
  return uuid5(kNamespaceOid, fmt::format("{}|{}|{}|{}", config_hash, thread_id, index, part));
}

std::string window_signature(const std::vector<Uuid>& members) {
  static_assert(sizeof(Uuid) == 16);
  return uuid5(kNamespaceOid,
               {reinterpret_cast<const char*>(members.data()), members.size() * sizeof(Uuid)})
      .to_string();
}

std::string window_label(Timestamp start, Timestamp end) {
  constexpr std::size_t kToTheMinute = 16;
  return format_timestamp(start).substr(0, kToTheMinute) + " to " +
         format_timestamp(end).substr(0, kToTheMinute);
}

MemberAppender::MemberAppender(Transaction& transaction, const std::string& table)
    : appender_(transaction.appender(table)),
      window_id_(appender_->slot("window_id")),
      message_id_(appender_->slot("message_id")),
      position_(appender_->slot("position")),
      is_overlap_(appender_->slot("is_overlap")) {}

void MemberAppender::append(const Uuid& window_id, const std::vector<Uuid>& members,
                            std::size_t step_members) {
  for (std::size_t at = 0; at < members.size(); ++at) {
    appender_->set_uuid(window_id_, window_id);
    appender_->set_uuid(message_id_, members[at]);
    appender_->set_int64(position_, static_cast<std::int64_t>(at));
    appender_->set_boolean(is_overlap_, at >= step_members);
    appender_->end_row();
  }
}

WindowWriter::WindowWriter(Transaction& transaction, WindowOptions options)
    : transaction_(transaction),
      options_(std::move(options)),
      config_hash_(window_config_hash(options_)),
      now_((options_.clock ? options_.clock : system_clock())->now()) {
  read_stored();
}

WindowWriter::~WindowWriter() = default;

void WindowWriter::read_stored() {
  const auto windows = transaction_.read_table<schemas::Windows>();
  const DataFrame frame =
      transaction_.execute(windows.filter(windows.config_hash == config_hash_)
                               .select(windows.window_id, windows.parent_window_id,
                                       windows.signature, windows.created_at));
  const auto ids = frame.column<Uuid>("window_id");
  const auto parents = frame.column<Uuid>("parent_window_id");
  const auto signatures = frame.column<std::string>("signature");
  const auto created = frame.column<Timestamp>("created_at");
  stored_.reserve(static_cast<std::size_t>(frame.num_rows()));
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    stored_.emplace(ids[row], Stored{.signature = Uuid::try_parse(signatures[row]).value_or(Uuid{}),
                                     .parent = parents.get(row).value_or(Uuid{}),
                                     .created_at = created[row]});
  }
}

void WindowWriter::write(const std::string& thread, const CutWindow& cut) {
  std::string signature = window_signature(cut.members);
  const auto found = stored_.find(window_id_of(config_hash_, thread, cut.index, 0));
  if (found == stored_.end()) {
    if (!created_) {
      created_ = std::make_unique<WindowAppender>(transaction_);
      created_members_ = std::make_unique<MemberAppender>(transaction_, std::string(kMembers));
    }
    const Window window = row_of(thread, cut, std::move(signature));
    created_->append(window);
    created_members_->append(window.window_id, cut.members, cut.step_members);
    ++changes_.created;
    return;
  }
  found->second.seen = true;
  if (found->second.signature == Uuid::parse(signature)) {
    ++changes_.kept;
    return;
  }
  if (!changed_members_) {
    stage_ = transaction_.create_stage(schemas::WindowMessages::schema());
    changed_members_ = std::make_unique<MemberAppender>(transaction_, stage_);
  }
  changed_.push_back(row_of(thread, cut, std::move(signature)));
  changed_.back().created_at = found->second.created_at;
  changed_members_->append(found->first, cut.members, cut.step_members);
  ++changes_.changed;
}

Window WindowWriter::row_of(const std::string& thread, const CutWindow& cut,
                            std::string signature) const {
  std::string label = window_label(cut.start, cut.end);
  if (cut.oversize) label += " oversize";
  return {.window_id = window_id_of(config_hash_, thread, cut.index, 0),
          .run_id = options_.run_id,
          .source_table = options_.source_table,
          .thread_id = thread,
          .config_hash = config_hash_,
          .window_index = cut.index,
          .label = std::move(label),
          .step_unit = options_.step_unit,
          .step_size = options_.step_size,
          .overlap_ratio = options_.overlap_ratio,
          .start_time = cut.start,
          .end_time = cut.end,
          .message_count = static_cast<std::int64_t>(cut.members.size()),
          .byte_size = cut.bytes,
          .overlap_count = static_cast<std::int64_t>(cut.members.size() - cut.step_members),
          .signature = std::move(signature),
          .created_at = now_};
}

void WindowWriter::collect_doomed() {
  std::unordered_set<Uuid> gone;
  for (const Window& window : changed_) gone.insert(window.window_id);
  for (const auto& [id, stored] : stored_) {
    if (stored.seen || !stored.parent.is_nil()) continue;
    gone.insert(id);
    ++changes_.removed;
  }
  for (const auto& [id, stored] : stored_) {  // parts go with the window they were made of
    if (!stored.parent.is_nil() && gone.contains(stored.parent)) doomed_.push_back(id);
  }
  doomed_.insert(doomed_.end(), gone.begin(), gone.end());
}

WindowChanges WindowWriter::finish() {
  if (created_) created_->close();
  if (created_members_) created_members_->close();
  if (changed_members_) changed_members_->close();
  collect_doomed();
  if (doomed_.empty()) return changes_;
  std::sort(doomed_.begin(), doomed_.end());
  const Table doomed = id_table(doomed_);
  transaction_.delete_rows(kMembers, col("window_id").isin(doomed));
  transaction_.delete_rows(schemas::Windows::table_name, col("window_id").isin(doomed));
  if (changed_.empty()) return changes_;
  WindowAppender windows(transaction_);
  for (const Window& window : changed_) windows.append(window);
  windows.close();
  transaction_.insert(kMembers, transaction_.read_table(stage_));
  return changes_;
}

}  // namespace egregora::ingest
