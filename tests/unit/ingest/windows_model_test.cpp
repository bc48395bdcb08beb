// SPDX-License-Identifier: Apache-2.0
// Random threads against a model that works on plain vectors, straight from the definition: no
// state, no stream, each window looked up by itself.
#include <egregora/expr/functions.hpp>
#include <egregora/ingest/windows.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ingest/window_cutter.hpp"
#include "unit/ingest/message_table.hpp"

namespace egregora::ingest {

namespace {

using std::chrono::seconds;

/// What the model and the cutter must agree on.
struct Cut {
  std::int64_t index = 0;
  std::vector<Uuid> step = {};
  std::vector<Uuid> overlap = {};
  bool oversize = false;
  friend bool operator==(const Cut&, const Cut&) = default;
};

std::ostream& operator<<(std::ostream& out, const Cut& cut) {
  return out << cut.index << ": " << cut.step.size() << " + " << cut.overlap.size()
             << (cut.oversize ? " oversize" : "");
}

using Messages = std::vector<CutMessage>;

std::vector<Uuid> ids_of(const Messages& messages, std::size_t first, std::size_t last) {
  std::vector<Uuid> ids;
  for (std::size_t at = first; at < std::min(last, messages.size()); ++at) {
    ids.push_back(messages[at].id);
  }
  return ids;
}

/// No trailing window contained in the one before.
std::vector<Cut> without_contained(std::vector<Cut> cuts) {
  if (cuts.size() > 1 && cuts.back().step == cuts[cuts.size() - 2].overlap) cuts.pop_back();
  return cuts;
}

std::vector<Cut> model_by_messages(const Messages& messages, std::size_t step, double ratio) {
  const auto overlap = static_cast<std::size_t>(overlap_of(static_cast<std::int64_t>(step), ratio));
  std::vector<Cut> cuts;
  for (std::size_t first = 0; first < messages.size(); first += step) {
    cuts.push_back({static_cast<std::int64_t>(cuts.size()), ids_of(messages, first, first + step),
                    ids_of(messages, first + step, first + step + overlap)});
  }
  return without_contained(std::move(cuts));
}

/// First messages of the steps that greedy filling makes, and the end.
std::vector<std::size_t> greedy_steps(const Messages& messages, std::int64_t limit) {
  std::vector<std::size_t> firsts;
  std::int64_t filled = 0;
  for (std::size_t at = 0; at < messages.size(); ++at) {
    if (firsts.empty() || filled + messages[at].bytes > limit) {
      firsts.push_back(at);
      filled = 0;
    }
    filled += messages[at].bytes;
  }
  firsts.push_back(messages.size());
  return firsts;
}

std::vector<Cut> model_by_bytes(const Messages& messages, std::int64_t limit, double ratio) {
  const std::int64_t share = overlap_of(limit, ratio);
  const auto firsts = greedy_steps(messages, limit);
  std::vector<Cut> cuts;
  for (std::size_t i = 0; i + 1 < firsts.size(); ++i) {
    Cut cut{static_cast<std::int64_t>(i), ids_of(messages, firsts[i], firsts[i + 1])};
    cut.oversize = messages[firsts[i]].bytes > limit;
    std::int64_t left = share;
    std::size_t end = firsts[i + 1];
    while (!cut.oversize && share > 0 && end < messages.size() && messages[end].bytes <= left) {
      left -= messages[end++].bytes;
    }
    cut.overlap = ids_of(messages, firsts[i + 1], end);
    cuts.push_back(std::move(cut));
  }
  return without_contained(std::move(cuts));
}

/// In UTC, where the wall clock is the count of seconds since 1970.
std::vector<Cut> model_by_time(const Messages& messages, std::int64_t span, double ratio) {
  const std::int64_t overlap = overlap_of(span, ratio);
  const auto micros = [](std::int64_t count) { return Timestamp{seconds{count}}; };
  std::vector<Cut> cuts;
  for (const CutMessage& message : messages) {
    const std::int64_t count =
        std::chrono::floor<seconds>(message.timestamp).time_since_epoch().count();
    const auto index = static_cast<std::int64_t>(
        std::floor(static_cast<long double>(count) / static_cast<long double>(span)));
    if (!cuts.empty() && cuts.back().index == index) continue;
    Cut cut{.index = index};
    for (const CutMessage& other : messages) {
      if (other.timestamp < micros(index * span)) continue;
      if (other.timestamp < micros((index + 1) * span)) {
        cut.step.push_back(other.id);
      } else if (other.timestamp < micros((index + 1) * span + overlap)) {
        cut.overlap.push_back(other.id);
      }
    }
    cuts.push_back(std::move(cut));
  }
  return cuts;
}

std::vector<Cut> cut(const Messages& messages, const WindowOptions& options) {
  std::vector<Cut> cuts;
  const auto cutter = make_window_cutter(checked_options(options), [&](const CutWindow& window) {
    const auto step = static_cast<std::ptrdiff_t>(window.step_members);
    cuts.push_back({window.index,
                    {window.members.begin(), window.members.begin() + step},
                    {window.members.begin() + step, window.members.end()},
                    window.oversize});
  });
  for (const CutMessage& message : messages) cutter->add(message);
  cutter->finish();
  return cuts;
}

/// Messages in order of time, many of them at one instant, in lumps with wide gaps.
Messages random_messages() {
  const auto gaps = *rc::gen::container<std::vector<std::int64_t>>(
      rc::gen::weightedOneOf<std::int64_t>({{3, rc::gen::inRange<std::int64_t>(0, 3)},
                                            {3, rc::gen::inRange<std::int64_t>(0, 4'000)},
                                            {1, rc::gen::inRange<std::int64_t>(0, 400'000)}}));
  std::int64_t now = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  Messages messages;
  for (const std::int64_t gap : gaps) {
    now += gap;
    messages.push_back({.id = uuid5(kNamespaceOid, std::to_string(messages.size())),
                        .timestamp = Timestamp{seconds{now}},
                        .bytes = *rc::gen::inRange<std::int64_t>(0, 30)});
  }
  return messages;
}

double random_ratio() {
  return *rc::gen::map(rc::gen::inRange(0, 51), [](int percent) { return percent / 100.0; });
}

RC_GTEST_PROP(WindowModel, by_messages, ()) {
  const Messages messages = random_messages();
  const auto step = *rc::gen::inRange<std::int64_t>(1, 25);
  const double ratio = random_ratio();
  RC_ASSERT(cut(messages, {.step_size = step, .overlap_ratio = ratio}) ==
            model_by_messages(messages, static_cast<std::size_t>(step), ratio));
}

RC_GTEST_PROP(WindowModel, by_bytes, ()) {
  const Messages messages = random_messages();
  const auto step = *rc::gen::inRange<std::int64_t>(1, 60);
  const double ratio = random_ratio();
  RC_ASSERT(
      cut(messages, {.step_size = step, .step_unit = StepUnit::bytes, .overlap_ratio = ratio}) ==
      model_by_bytes(messages, step, ratio));
}

RC_GTEST_PROP(WindowModel, by_hours, ()) {
  const Messages messages = random_messages();
  const auto step = *rc::gen::inRange<std::int64_t>(1, 60);
  const double ratio = random_ratio();
  RC_ASSERT(
      cut(messages, {.step_size = step, .step_unit = StepUnit::hours, .overlap_ratio = ratio}) ==
      model_by_time(messages, step * 3'600, ratio));
}

RC_GTEST_PROP(WindowModel, by_days_with_a_limit, ()) {
  const Messages messages = random_messages();
  const auto days = *rc::gen::inRange<std::int64_t>(1, 4);
  const auto limit = *rc::gen::inRange<std::int64_t>(1, 5 * 86'400);
  const double ratio = random_ratio();
  // The longest whole step that fits with its overlap, found by trying.
  std::int64_t span = days * 86'400;
  while (span > 1 && span + overlap_of(span, ratio) > limit) --span;
  RC_ASSERT(cut(messages, {.step_size = days,
                           .step_unit = StepUnit::days,
                           .overlap_ratio = ratio,
                           .max_window_time = seconds{limit}}) ==
            model_by_time(messages, span, ratio));
}

RC_GTEST_PROP(WindowModel, every_message_is_in_the_step_of_one_window, ()) {
  const Messages messages = random_messages();
  const auto unit =
      *rc::gen::element(StepUnit::messages, StepUnit::bytes, StepUnit::hours, StepUnit::days);
  const auto zone =
      *rc::gen::element<std::string>("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia");
  const auto cuts = cut(messages, {.step_size = *rc::gen::inRange<std::int64_t>(1, 40),
                                   .step_unit = unit,
                                   .overlap_ratio = random_ratio(),
                                   .timezone = zone});
  std::vector<Uuid> steps;
  for (const Cut& each : cuts) {
    RC_ASSERT(!each.step.empty());
    steps.insert(steps.end(), each.step.begin(), each.step.end());
  }
  // Of a trailing window left out, the messages are the overlap of the one before.
  if (steps.size() < messages.size()) {
    steps.insert(steps.end(), cuts.back().overlap.begin(), cuts.back().overlap.end());
  }
  RC_ASSERT(steps == ids_of(messages, 0, messages.size()));
}

TEST(WindowModelInDatabase, a_database_holds_what_was_cut) {
  ingest_test::MessageTable table;  // one for all: a new one each time would take most of the time
  EXPECT_TRUE(rc::check([&] {
    for (const char* name : {"messages", "windows", "window_messages"}) {
      table.storage().delete_rows(name, literal(true));
    }
    const Messages messages = random_messages();
    std::vector<ingest_test::StoredMessage> rows;
    for (const CutMessage& message : messages) {
      rows.push_back({.timestamp = message.timestamp,
                      .content = std::string(static_cast<std::size_t>(message.bytes), 'x'),
                      .message_id = message.id});
    }
    const std::size_t first_part = *rc::gen::inRange<std::size_t>(0, rows.size() + 1);
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(first_part);
    const WindowOptions options{
        .step_size = *rc::gen::inRange<std::int64_t>(1, 25),
        .step_unit = *rc::gen::element(StepUnit::messages, StepUnit::bytes, StepUnit::hours),
        .overlap_ratio = random_ratio()};
    // Cut once half way: what is in the database must be as if it had been cut once.
    table.add({rows.begin(), middle});
    create_windows(table.storage(), options);
    table.add({middle, rows.end()});
    const auto windows = create_windows(table.storage(), options);
    const auto expected = cut(messages, options);
    RC_ASSERT(windows.size() == expected.size());
    for (std::size_t i = 0; i < windows.size(); ++i) {
      std::vector<Uuid> members = expected[i].step;
      members.insert(members.end(), expected[i].overlap.begin(), expected[i].overlap.end());
      RC_ASSERT(windows[i].window_index == expected[i].index);
      RC_ASSERT(table.members(windows[i].window_id) == members);
      RC_ASSERT(windows[i].message_count == static_cast<std::int64_t>(members.size()));
      RC_ASSERT(windows[i].overlap_count == static_cast<std::int64_t>(expected[i].overlap.size()));
    }
    const auto count = std::accumulate(
        windows.begin(), windows.end(), std::int64_t{0},
        [](std::int64_t sum, const Window& window) { return sum + window.message_count; });
    RC_ASSERT(table.storage().row_count("window_messages") == count);
  }));
}

}  // namespace
}  // namespace egregora::ingest
