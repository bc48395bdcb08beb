// SPDX-License-Identifier: Apache-2.0
// See window_source.hpp.
#include "ingest/window_source.hpp"

#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>

#include <chrono>
#include <vector>

namespace egregora::ingest {

using literals::operator""_;

namespace {

// One row group of DuckDB: smaller laps read the same row groups again and again.
constexpr std::int64_t kLapMessages = 122'880;
constexpr std::int64_t kSecondsPerHour = 3'600;

void append(std::vector<CutMessage>& messages, const DataFrame& frame) {
  const auto ids = frame.column<Uuid>("window_message").values();
  const auto times = frame.column<Timestamp>("window_time").values();
  const auto bytes = frame.column<std::int64_t>("window_bytes").values();
  for (std::size_t row = 0; row < ids.size(); ++row) {
    messages.push_back({.id = ids[row], .timestamp = times[row], .bytes = bytes[row]});
  }
}

Timestamp start_of_hour(std::int64_t hour) {
  return Timestamp{std::chrono::seconds{hour * kSecondsPerHour}};
}

}  // namespace

WindowSource::WindowSource(const Transaction& transaction, const std::string& table)
    : transaction_(transaction),
      table_(transaction.read_table(table)),
      id_(column("message_id", "event_id")),
      time_(column("timestamp", "ts")) {}

Expr WindowSource::column(const char* name, const char* other_name) const {
  return table_.schema().contains(other_name) && !table_.schema().contains(name)
             ? table_[other_name]
             : table_[name];
}

std::vector<WindowSource::Lap> WindowSource::laps() const {
  const Table hours =
      table_.mutate("window_hour"_ = time_.epoch_seconds().floordiv(literal(kSecondsPerHour)))
          .group_by({"thread_id", "window_hour"})
          .agg("window_rows"_ = count())
          .order_by({"thread_id", "window_hour"});
  const DataFrame frame = transaction_.execute(hours);
  const auto threads = frame.column<std::string>("thread_id");
  const auto hour = frame.column<std::int64_t>("window_hour");
  const auto rows = frame.column<std::int64_t>("window_rows");
  std::vector<Lap> laps;
  for (std::int64_t row = 0; row < frame.num_rows(); ++row) {
    if (laps.empty() || laps.back().thread != threads[row] ||
        laps.back().messages + rows[row] > kLapMessages) {
      laps.push_back({.thread = std::string(threads[row]), .first_hour = hour[row]});
    }
    laps.back().last_hour = hour[row];
    laps.back().messages += rows[row];
  }
  return laps;
}

Table WindowSource::in_order(const Table& rows) const {
  std::vector<OrderKey> order = {OrderKey(time_)};
  if (table_.schema().contains("seq")) order.emplace_back("seq");
  order.emplace_back(id_);
  const Expr bytes = column("content", "text").byte_length().fill_null(literal(0));
  return rows.order_by(order).select("window_message"_ = id_, "window_time"_ = time_,
                                     "window_bytes"_ = bytes);
}

DataFrame WindowSource::messages_of(const Lap& lap) const {
  return transaction_.execute(in_order(table_.filter(
      table_["thread_id"] == lap.thread, time_ >= literal(start_of_hour(lap.first_hour)),
      time_ < literal(start_of_hour(lap.last_hour + 1)))));
}

std::vector<CutMessage> WindowSource::members_of(const Uuid& window_id) const {
  const auto members = transaction_.read_table<schemas::WindowMessages>();
  const Table ids = members.filter(members.window_id == window_id).select(members.message_id);
  std::vector<CutMessage> messages;
  append(messages, transaction_.execute(in_order(table_.filter(id_.isin(ids)))));
  return messages;
}

void WindowSource::read(
    const std::function<void(const std::string& thread, const CutMessage&)>& message,
    const std::function<void(const std::string& thread)>& thread_end) const {
  const std::vector<Lap> all = laps();
  std::vector<CutMessage> messages;
  for (std::size_t at = 0; at < all.size(); ++at) {
    messages.clear();
    append(messages, messages_of(all[at]));
    for (const CutMessage& each : messages) message(all[at].thread, each);
    if (at + 1 == all.size() || all[at + 1].thread != all[at].thread) thread_end(all[at].thread);
  }
}

}  // namespace egregora::ingest
