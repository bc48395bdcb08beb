// SPDX-License-Identifier: Apache-2.0
// The questions that are asked of a conversation. Each filter is one that the engine can carry into
// its scan, where it skips what cannot match.
#include <egregora/core/errors.hpp>
#include <egregora/database/message_repository.hpp>
#include <egregora/expr/functions.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "database/local_clock.hpp"
#include "database/message_state.hpp"
#include "database/pseudonym.hpp"

namespace egregora {

using Messages = TypedTable<schemas::Messages>;

namespace {
using std::chrono::year_month_day;

constexpr std::int64_t kNamed = 5;  // of ambiguous threads: more would not fit one line

// The filters -------------------------------------------------------------------------------------

Date checked(const year_month_day& day) {
  if (day.ok()) return day;
  throw InvalidOperationError(fmt::format("there is no such day: {}-{}-{}", int(day.year()),
                                          unsigned(day.month()), unsigned(day.day())));
}

/// The instant at which `day` begins in the zone. Where clocks skip midnight, it begins later.
Timestamp begin_of(const Date& day, detail::LocalClock& clock) {
  return clock.to_instant(std::chrono::seconds(day.time_since_epoch()).count());
}

Messages in_days(Messages messages, const MessageDays& days) {
  detail::LocalClock clock(days.zone);
  const auto first = days.start_date ? std::optional(checked(*days.start_date)) : std::nullopt;
  const auto last = days.end_date ? std::optional(checked(*days.end_date)) : std::nullopt;
  if (first && last && *last < *first) {
    throw InvalidOperationError(fmt::format("the last day lies before the first: {} to {}",
                                            format_date(*first), format_date(*last)));
  }
  if (first) messages = messages.filter(messages.timestamp >= begin_of(*first, clock));
  if (!last) return messages;
  const Timestamp end = begin_of(*last + std::chrono::days{1}, clock);
  return messages.filter(messages.timestamp < end);
}

Messages with_text(const Messages& messages, std::string_view text) {
  const Expr wanted = literal(Scalar(text)).lower();
  return messages.filter(messages.content.expr().lower().contains(wanted));
}

/// The sources that are stored. Mostly one, which the engine knows without looking at the rows.
std::vector<std::string> sources_of(const Messages& messages) {
  const Expr source = messages.source;
  const DataFrame ends =
      messages.agg(Named{"least", source.min()}, Named{"greatest", source.max()}).execute();
  const auto least = ends.column<std::string>("least").get(0);
  if (!least) return {};
  if (*least == *ends.column<std::string>("greatest").get(0)) return {std::string(*least)};
  std::vector<std::string> found;
  const DataFrame all = messages.select(messages.source).distinct().execute();
  for (std::int64_t row = 0; row < all.num_rows(); ++row) {
    found.emplace_back(all.column<std::string>(0)[row]);
  }
  return found;
}

/// Whoever is called so, or stored under the pseudonym of that name. Branches that have no row in
/// common, as the engine carries no "or" of two columns into a scan.
Messages by_name(const Messages& messages, std::string_view name, const Uuid& name_space) {
  const std::string alias(name);
  Table found = messages.filter(messages.author == alias);
  std::vector<Scalar> ids;
  for (const std::string& source : sources_of(messages)) {
    ids.emplace_back(detail::pseudonym_of(name_space, source, name));
  }
  if (ids.empty()) return Messages(found);
  const Expr id = messages.author_uuid;
  const Expr is_one = ids.size() == 1 ? id == literal(ids.front()) : id.isin(ids);
  const Expr other_alias = messages.author.isnull() || messages.author != alias;
  return Messages(found.union_(messages.Table::filter(is_one, other_alias)));
}

Messages by_author(const Messages& messages, std::string_view author, const Uuid& name_space) {
  if (const auto id = Uuid::try_parse(author)) return messages.filter(messages.author_uuid == *id);
  return by_name(messages, author, name_space);
}

// Threads -----------------------------------------------------------------------------------------

/// The threads of the messages that `found` holds: at most one more than can be named.
DataFrame threads_of(const Messages& found) {
  return found.select(found.tenant_id, found.source, found.thread_id)
      .distinct()
      .order_by({"thread_id", "source", "tenant_id"})
      .limit(kNamed + 1)
      .execute();
}

DataFrame threads_with(const Messages& messages, const std::string& id) {
  if (const auto uuid = Uuid::try_parse(id)) {
    // There is one at most: the engine may stop where it finds it.
    const Messages one = messages.filter(messages.message_id == *uuid).limit(1);
    DataFrame found = one.select(one.tenant_id, one.source, one.thread_id).execute();
    if (found.num_rows() > 0) return found;
  }
  return threads_of(messages.filter(messages.source_key == id));
}

[[noreturn]] void throw_ambiguous(const std::string& id, const DataFrame& threads) {
  std::string named;
  for (std::int64_t row = 0; row < std::min(threads.num_rows(), kNamed); ++row) {
    named += fmt::format(
        "{}'{}' ({}, {})", row == 0 ? "" : ", ", threads.column<std::string>("thread_id")[row],
        threads.column<std::string>("source")[row], threads.column<std::string>("tenant_id")[row]);
  }
  if (threads.num_rows() > kNamed) named += ", ...";
  throw InvalidOperationError(
      fmt::format("messages of several threads have the source key '{}'; ask by the message_id of "
                  "one, or filter by thread_id: {}",
                  id, named),
      {.object_name = id});
}
}  // namespace

// The calls ---------------------------------------------------------------------------------------

Messages MessageRepository::get_messages(const MessageQuery& query) const {
  Messages messages = state_->messages();
  if (query.author) messages = by_author(messages, *query.author, state_->author_namespace);
  messages = in_days(messages, query.days);
  if (query.thread_id) messages = messages.filter(messages.thread_id == *query.thread_id);
  if (query.search) messages = with_text(messages, *query.search);
  return messages;
}

Messages MessageRepository::get_messages_by_author(std::string_view author) const {
  return by_author(state_->messages(), author, state_->author_namespace);
}

Messages MessageRepository::get_messages_by_author(const Uuid& author_uuid) const {
  const Messages messages = state_->messages();
  return messages.filter(messages.author_uuid == author_uuid);
}

Messages MessageRepository::get_messages_by_date_range(const MessageDays& days) const {
  return in_days(state_->messages(), days);
}

std::optional<Messages> MessageRepository::get_thread(const ThreadQuery& query) const {
  const Messages messages = state_->messages();
  const DataFrame threads = threads_with(messages, query.message_id);
  if (threads.num_rows() == 0) return std::nullopt;
  if (threads.num_rows() > 1) throw_ambiguous(query.message_id, threads);
  const auto name = [&](const char* column) {
    return std::string(threads.column<std::string>(column)[0]);
  };
  return messages
      .filter(messages.thread_id == name("thread_id"), messages.source == name("source"),
              messages.tenant_id == name("tenant_id"))
      .order_by({messages.timestamp, messages.seq, messages.message_id});
}

Messages MessageRepository::search(std::string_view text) const {
  return with_text(state_->messages(), text);
}

}  // namespace egregora
