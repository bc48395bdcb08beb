// SPDX-License-Identifier: Apache-2.0
// Windows over a few messages, every expectation worked out by hand. Random ones are in
// windows_model_test.cpp. Longer than most: the vectors of all units are meant to be read side by
// side.
#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/operators.hpp>
#include <egregora/ingest/windows.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "unit/ingest/message_table.hpp"

namespace egregora {
namespace {

using ingest_test::at;
using ingest_test::MessageTable;
using ingest_test::minutes_after;
using ingest_test::StoredMessage;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Counts = std::vector<std::int64_t>;

Counts counts(const std::vector<Window>& windows) {
  Counts counts;
  for (const Window& window : windows) counts.push_back(window.message_count);
  return counts;
}
Counts overlaps(const std::vector<Window>& windows) {
  Counts counts;
  for (const Window& window : windows) counts.push_back(window.overlap_count);
  return counts;
}
Counts indexes(const std::vector<Window>& windows) {
  Counts counts;
  for (const Window& window : windows) counts.push_back(window.window_index);
  return counts;
}
std::vector<Uuid> part_of(const std::vector<Uuid>& ids, std::size_t first, std::size_t last) {
  return {ids.begin() + static_cast<std::ptrdiff_t>(first),
          ids.begin() + static_cast<std::ptrdiff_t>(last)};
}

/// `count` messages, one each `minutes` from `start` on.
std::vector<StoredMessage> regular(std::int64_t count, std::int64_t minutes,
                                   const char* start = "2024-03-01", const char* thread = "a") {
  std::vector<StoredMessage> messages;
  for (std::int64_t i = 0; i < count; ++i) {
    messages.push_back({.timestamp = minutes_after(start, i * minutes), .thread_id = thread});
  }
  return messages;
}

/// Messages of the given lengths in bytes, a minute apart.
std::vector<StoredMessage> of_bytes(const std::vector<std::size_t>& lengths) {
  std::vector<StoredMessage> messages;
  for (const std::size_t length : lengths) {
    messages.push_back(
        {.timestamp = minutes_after("2024-03-01", static_cast<std::int64_t>(messages.size())),
         .content = std::string(length, 'x')});
  }
  return messages;
}

std::string error_of(const WindowOptions& options) {
  MessageTable table;
  try {
    create_windows(table.storage(), options);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

void set_status(DuckDBStorageManager& storage, const Uuid& window, const char* status) {
  storage.update("windows",
                 {{"status", literal(status)}, {"processed_at", literal(at("2026-02-02"))}},
                 col("window_id") == window);
}

TEST(WindowsByMessages, golden_120_messages_step_50_overlap_a_fifth) {
  MessageTable table;
  const auto ids = table.add(regular(120, 1));
  const auto windows = create_windows(table.storage(), {.step_size = 50, .overlap_ratio = 0.2});
  EXPECT_EQ(counts(windows), (Counts{60, 60, 20}));
  EXPECT_EQ(overlaps(windows), (Counts{10, 10, 0}));
  EXPECT_EQ(indexes(windows), (Counts{0, 1, 2}));
  std::vector<bool> overlap;
  EXPECT_EQ(table.members(windows[0].window_id, &overlap), part_of(ids, 0, 60));
  EXPECT_EQ(table.members(windows[1].window_id), part_of(ids, 50, 110));
  EXPECT_EQ(table.members(windows[2].window_id), part_of(ids, 100, 120));
  for (std::size_t i = 0; i < overlap.size(); ++i) EXPECT_EQ(overlap[i], i >= 50) << i;
}

TEST(WindowsByMessages, a_row_says_what_the_window_is) {
  MessageTable table;
  table.add({{.timestamp = at("2024-03-01 10:00"), .content = "añ"},
             {.timestamp = at("2024-03-01 10:05"), .content = std::nullopt, .kind = "deleted"},
             {.timestamp = at("2024-03-02 11:30"), .content = "abc", .author = std::nullopt}});
  const Uuid run = uuid4();
  const auto windows =
      create_windows(table.storage(), {.step_size = 10, .overlap_ratio = 0.5, .run_id = run});
  ASSERT_THAT(windows, SizeIs(1));
  const Window& window = windows[0];
  EXPECT_EQ(window.run_id, run);
  EXPECT_EQ(window.source_table, "messages");
  EXPECT_EQ(window.thread_id, "book club");
  EXPECT_EQ(window.part, 0);
  EXPECT_EQ(window.total_parts, 1);
  EXPECT_EQ(window.parent_window_id, std::nullopt);
  EXPECT_EQ(window.label, "2024-03-01 10:00 to 2024-03-02 11:30");
  EXPECT_EQ(window.step_unit, StepUnit::messages);
  EXPECT_EQ(window.step_size, 10);
  EXPECT_EQ(window.overlap_ratio, 0.5);
  EXPECT_EQ(window.start_time, at("2024-03-01 10:00"));
  EXPECT_EQ(window.end_time, at("2024-03-02 11:30"));
  EXPECT_EQ(window.message_count, 3);
  EXPECT_EQ(window.byte_size, 6);
  EXPECT_EQ(window.status, "pending");
  EXPECT_EQ(window.processed_at, std::nullopt);
  EXPECT_EQ(window.window_id, uuid5(kNamespaceOid, window.config_hash + "|book club|0|0"));
}

TEST(WindowsByMessages, no_window_that_the_one_before_contains) {
  MessageTable table;
  // The third would be [100, 110), all of it overlap of the second.
  table.add(regular(110, 1));
  EXPECT_EQ(counts(create_windows(table.storage(), {.step_size = 50, .overlap_ratio = 0.2})),
            (Counts{60, 60}));
  MessageTable one_more;
  one_more.add(regular(111, 1));
  EXPECT_EQ(counts(create_windows(one_more.storage(), {.step_size = 50, .overlap_ratio = 0.2})),
            (Counts{60, 60, 11}));
}

TEST(WindowsByMessages, exact_multiples_leave_no_empty_window) {
  MessageTable table;
  table.add(regular(100, 1));
  EXPECT_EQ(counts(create_windows(table.storage(), {.step_size = 50, .overlap_ratio = 0})),
            (Counts{50, 50}));
  EXPECT_EQ(counts(create_windows(table.storage(), {.step_size = 1, .overlap_ratio = 0.5})),
            Counts(100, 1));
}

TEST(WindowsByMessages, the_ratio_is_clamped_and_floored) {
  MessageTable table;
  table.add(regular(20, 1));
  const auto of = [&](std::int64_t step, double ratio) {
    return counts(create_windows(table.storage(), {.step_size = step, .overlap_ratio = ratio}));
  };
  EXPECT_EQ(of(10, 0.9), (Counts{15, 10}));
  EXPECT_EQ(of(10, 0.5), (Counts{15, 10}));
  EXPECT_EQ(of(10, -3), (Counts{10, 10}));
  EXPECT_EQ(of(10, 0.19), (Counts{11, 10}));  // floor(1.9) = 1
  EXPECT_EQ(of(10, 0.3), (Counts{13, 10}));   // 10 * 0.3 is 3, though 0.3 is a little less
  EXPECT_EQ(of(10, INFINITY), (Counts{15, 10}));
  EXPECT_THAT(create_windows(table.storage(), {.step_size = 10, .overlap_ratio = 0.9})
                  .front()
                  .overlap_ratio,
              0.5);
}

TEST(WindowsByMessages, the_largest_step_takes_all) {
  MessageTable table;
  table.add(regular(3, 1));
  EXPECT_EQ(counts(create_windows(table.storage(), {.step_size = INT64_MAX})), Counts{3});
  EXPECT_EQ(counts(create_windows(table.storage(),
                                  {.step_size = INT64_MAX, .step_unit = StepUnit::bytes})),
            Counts{3});
}

TEST(WindowsByMessages, order_is_time_then_seq_then_id) {
  MessageTable table;
  const Timestamp noon = at("2024-03-01 12:00");
  const Uuid low = Uuid::parse("00000000-0000-0000-0000-000000000001");
  const Uuid high = Uuid::parse("ffffffff-0000-0000-0000-000000000001");
  const Uuid early = Uuid::parse("ffffffff-0000-0000-0000-000000000002");
  const Uuid first = Uuid::parse("ffffffff-0000-0000-0000-000000000003");
  table.add({{.timestamp = noon, .seq = 5, .message_id = high},
             {.timestamp = noon, .seq = 5, .message_id = low},
             {.timestamp = noon, .seq = 4, .message_id = early},
             {.timestamp = noon - hours{1}, .seq = 9, .message_id = first}});
  const auto windows = create_windows(table.storage());
  ASSERT_THAT(windows, SizeIs(1));
  EXPECT_THAT(table.members(windows[0].window_id), ElementsAre(first, early, low, high));
}

TEST(WindowsByMessages, each_thread_is_cut_by_itself) {
  MessageTable table;
  const auto a = table.add(regular(5, 2, "2024-03-01", "a"));
  const auto b = table.add(regular(3, 2, "2024-03-01 00:01", "b"));
  const auto windows = create_windows(table.storage(), {.step_size = 4, .overlap_ratio = 0});
  EXPECT_EQ(counts(windows), (Counts{4, 1, 3}));
  EXPECT_EQ(indexes(windows), (Counts{0, 1, 0}));
  EXPECT_EQ(table.members(windows[0].window_id), part_of(a, 0, 4));
  EXPECT_EQ(table.members(windows[1].window_id), part_of(a, 4, 5));
  EXPECT_EQ(table.members(windows[2].window_id), b);
  EXPECT_EQ(windows[2].thread_id, "b");
}

TEST(WindowsByMessages, system_lines_count) {
  MessageTable table;
  auto messages = regular(4, 1);
  messages[1].kind = "system";
  messages[1].author = std::nullopt;
  table.add(messages);
  EXPECT_EQ(counts(create_windows(table.storage(), {.step_size = 2, .overlap_ratio = 0})),
            (Counts{2, 2}));
}

TEST(WindowsByMessages, nothing_gives_nothing) {
  MessageTable table;
  for (const StepUnit unit :
       {StepUnit::messages, StepUnit::hours, StepUnit::days, StepUnit::bytes}) {
    EXPECT_THAT(create_windows(table.storage(), {.step_unit = unit}), IsEmpty());
    const WindowChanges changes = update_windows(table.storage(), {.step_unit = unit});
    EXPECT_EQ(changes.created + changes.changed + changes.kept + changes.removed, 0);
  }
}

TEST(WindowsByMessages, work_over_conversations_too) {
  MessageTable table;
  const auto ids = table.add(regular(5, 1));
  const auto windows = create_windows(
      table.storage(), {.source_table = "conversations", .step_size = 3, .overlap_ratio = 0});
  EXPECT_EQ(counts(windows), (Counts{3, 2}));
  EXPECT_EQ(windows[0].source_table, "conversations");
  EXPECT_EQ(table.members(windows[1].window_id), part_of(ids, 3, 5));
}

TEST(WindowsByTime, golden_72_hourly_messages_two_days_at_most_24_hours) {
  MessageTable table;
  const auto ids = table.add(regular(72, 60));
  const auto windows = create_windows(table.storage(), {.step_size = 2,
                                                        .step_unit = StepUnit::days,
                                                        .overlap_ratio = 0,
                                                        .max_window_time = hours{24}});
  EXPECT_EQ(counts(windows), (Counts{24, 24, 24}));
  EXPECT_EQ(table.members(windows[1].window_id), part_of(ids, 24, 48));
  EXPECT_EQ(windows[1].start_time, at("2024-03-02"));
  EXPECT_EQ(windows[1].end_time, at("2024-03-03"));
}

TEST(WindowsByTime, spans_are_half_open_and_counted_from_1970) {
  MessageTable table;
  const auto ids = table.add({{.timestamp = at("1969-12-31 23:59:59")},
                              {.timestamp = at("1970-01-01 00:00:00")},
                              {.timestamp = at("1970-01-01 05:59:59")},
                              {.timestamp = at("1970-01-01 06:00:00")},
                              {.timestamp = at("1970-01-03 00:00:00")}});
  const auto windows = create_windows(
      table.storage(), {.step_size = 6, .step_unit = StepUnit::hours, .overlap_ratio = 0});
  EXPECT_EQ(indexes(windows), (Counts{-1, 0, 1, 8}));
  EXPECT_EQ(counts(windows), (Counts{1, 2, 1, 1}));
  EXPECT_EQ(table.members(windows[1].window_id), part_of(ids, 1, 3));
  EXPECT_EQ(windows[0].start_time, at("1969-12-31 18:00"));
  EXPECT_EQ(windows[0].end_time, at("1970-01-01"));
}

TEST(WindowsByTime, the_anchor_is_not_the_first_message) {
  MessageTable table;  // 2024-03-02 is day 19784, an even number: [19784, 19786) is a span
  table.add({{.timestamp = at("2024-03-02 15:00")},
             {.timestamp = at("2024-03-03 14:00")},
             {.timestamp = at("2024-03-04 00:00")}});
  const auto windows = create_windows(
      table.storage(), {.step_size = 2, .step_unit = StepUnit::days, .overlap_ratio = 0});
  EXPECT_EQ(counts(windows), (Counts{2, 1}));
  EXPECT_EQ(windows[0].start_time, at("2024-03-02"));
  EXPECT_EQ(windows[0].window_index, 9892);
}

TEST(WindowsByTime, the_overlap_extends_the_end_by_whole_seconds) {
  MessageTable table;  // an hour and 0.1: 3600 + 360 s
  const auto ids = table.add({{.timestamp = at("2024-03-01 10:30:00")},
                              {.timestamp = at("2024-03-01 11:05:59")},
                              {.timestamp = at("2024-03-01 11:06:00")},
                              {.timestamp = at("2024-03-01 12:06:00")}});
  const auto windows = create_windows(
      table.storage(), {.step_size = 1, .step_unit = StepUnit::hours, .overlap_ratio = 0.1});
  EXPECT_EQ(counts(windows), (Counts{2, 2, 1}));
  EXPECT_EQ(overlaps(windows), (Counts{1, 0, 0}));
  EXPECT_EQ(table.members(windows[0].window_id), part_of(ids, 0, 2));
  EXPECT_EQ(windows[0].start_time, at("2024-03-01 10:00"));
  EXPECT_EQ(windows[0].end_time, at("2024-03-01 11:06"));
}

TEST(WindowsByTime, the_step_is_reduced_until_span_and_overlap_fit) {
  MessageTable table;  // 24 h with overlap a fifth: 20 h + 4 h
  table.add(regular(48, 60, "1970-01-01"));
  const auto windows = create_windows(table.storage(), {.step_size = 2,
                                                        .step_unit = StepUnit::days,
                                                        .overlap_ratio = 0.2,
                                                        .max_window_time = hours{24}});
  EXPECT_EQ(counts(windows), (Counts{24, 24, 8}));
  for (const Window& window : windows) {
    EXPECT_EQ(window.end_time - window.start_time, hours{24});
  }
}

TEST(WindowsByTime, a_limit_that_is_kept_changes_nothing) {
  MessageTable table;
  table.add(regular(48, 60));
  EXPECT_EQ(counts(create_windows(table.storage(), {.step_size = 1,
                                                    .step_unit = StepUnit::days,
                                                    .overlap_ratio = 0,
                                                    .max_window_time = hours{24}})),
            (Counts{24, 24}));
}

TEST(WindowsByTime, a_day_begins_at_midnight_of_the_zone_in_summer_and_winter) {
  MessageTable table;  // Berlin is UTC+1 until 2024-03-31 01:00 UTC, then UTC+2
  const auto ids = table.add({{.timestamp = at("2024-03-29 22:59:59")},
                              {.timestamp = at("2024-03-29 23:00:00")},
                              {.timestamp = at("2024-03-30 22:59:59")},
                              {.timestamp = at("2024-03-30 23:00:00")},
                              {.timestamp = at("2024-03-31 21:59:59")},
                              {.timestamp = at("2024-03-31 22:00:00")}});
  const auto windows = create_windows(table.storage(), {.step_size = 1,
                                                        .step_unit = StepUnit::days,
                                                        .overlap_ratio = 0,
                                                        .timezone = "Europe/Berlin"});
  EXPECT_EQ(counts(windows), (Counts{1, 2, 2, 1}));
  EXPECT_EQ(windows[2].start_time, at("2024-03-30 23:00"));
  EXPECT_EQ(windows[2].end_time, at("2024-03-31 22:00"));
  EXPECT_EQ(table.members(windows[2].window_id), part_of(ids, 3, 5));
}

TEST(WindowsByTime, every_hour_of_the_night_that_has_25_is_in_one_window) {
  MessageTable table;  // Berlin sets its clocks back on 2024-10-27 at 01:00 UTC
  table.add(regular(48, 30, "2024-10-26 22:00"));
  const auto windows = create_windows(table.storage(), {.step_size = 1,
                                                        .step_unit = StepUnit::hours,
                                                        .overlap_ratio = 0,
                                                        .timezone = "Europe/Berlin"});
  std::int64_t all = 0;
  for (const Window& window : windows) all += window.message_count;
  EXPECT_EQ(all, 48);
  // 02:00 to 03:00 is shown twice, and is one span of two hours.
  EXPECT_EQ(windows[2].message_count, 4);
  EXPECT_EQ(windows[2].start_time, at("2024-10-27 00:00"));
  EXPECT_EQ(windows[2].end_time, at("2024-10-27 02:00"));
}

TEST(WindowsByTime, earlier_messages_move_no_window) {
  MessageTable table;
  table.add(regular(48, 60, "2024-03-01 07:00"));
  const WindowOptions daily{.step_size = 1, .step_unit = StepUnit::days, .overlap_ratio = 0};
  const auto before = create_windows(table.storage(), daily);
  table.add({{.timestamp = at("2023-12-24 18:00"), .thread_id = "a"}});
  const WindowChanges changes = update_windows(table.storage(), daily);
  EXPECT_EQ(changes.created, 1);
  EXPECT_EQ(changes.kept, static_cast<std::int64_t>(before.size()));
  EXPECT_EQ(changes.changed, 0);
}

TEST(WindowsByBytes, are_filled_greedily) {
  MessageTable table;
  const auto ids = table.add(of_bytes({4, 5, 1, 3, 8, 2}));
  const auto windows = create_windows(
      table.storage(), {.step_size = 10, .step_unit = StepUnit::bytes, .overlap_ratio = 0});
  EXPECT_EQ(counts(windows), (Counts{3, 1, 2}));  // 4+5+1, 3, 8+2
  EXPECT_EQ(windows[0].byte_size, 10);
  EXPECT_EQ(table.members(windows[2].window_id), part_of(ids, 4, 6));
}

TEST(WindowsByBytes, count_utf8_bytes_and_nothing_for_null) {
  MessageTable table;
  auto messages = of_bytes({0, 0, 0, 0});
  messages[0].content = "ññ";  // 4 bytes
  messages[1].content = std::nullopt;
  messages[2].content = "😀";  // 4 bytes
  messages[3].content = "a";
  table.add(messages);
  const auto windows = create_windows(
      table.storage(), {.step_size = 8, .step_unit = StepUnit::bytes, .overlap_ratio = 0});
  EXPECT_EQ(counts(windows), (Counts{3, 1}));
  EXPECT_EQ(windows[0].byte_size, 8);
}

TEST(WindowsByBytes, a_message_larger_than_a_window_has_one_of_its_own) {
  MessageTable table;
  const auto ids = table.add(of_bytes({4, 11, 0, 4, 30, 12, 1}));
  const auto windows = create_windows(
      table.storage(), {.step_size = 10, .step_unit = StepUnit::bytes, .overlap_ratio = 0.5});
  ASSERT_EQ(counts(windows), (Counts{1, 1, 2, 1, 1, 1}));
  for (std::size_t i = 0; i < windows.size(); ++i) {
    EXPECT_EQ(windows[i].label.ends_with("oversize"), i == 1 || i == 3 || i == 4)
        << windows[i].label;
  }
  EXPECT_EQ(table.members(windows[1].window_id), part_of(ids, 1, 2));
  EXPECT_EQ(table.members(windows[2].window_id), part_of(ids, 2, 4));
}

TEST(WindowsByBytes, the_overlap_is_what_fits_into_its_share) {
  MessageTable table;  // an overlap of at most 4 bytes
  const auto ids = table.add(of_bytes({6, 4, 3, 1, 6, 5, 5}));
  const auto windows = create_windows(
      table.storage(), {.step_size = 10, .step_unit = StepUnit::bytes, .overlap_ratio = 0.4});
  // Steps 6+4, 3+1+6, 5+5. The first reaches over 3 and 1, the second over nothing: 5 is too much.
  EXPECT_EQ(counts(windows), (Counts{4, 3, 2}));
  EXPECT_EQ(overlaps(windows), (Counts{2, 0, 0}));
  EXPECT_EQ(table.members(windows[0].window_id), part_of(ids, 0, 4));
}

TEST(WindowsByBytes, no_window_that_the_one_before_contains) {
  MessageTable table;
  table.add(of_bytes({6, 4, 2, 2}));
  EXPECT_EQ(
      counts(create_windows(table.storage(),
                            {.step_size = 10, .step_unit = StepUnit::bytes, .overlap_ratio = 0.4})),
      Counts{4});
}

TEST(WindowOptionsChecks, name_what_is_out_of_range) {
  EXPECT_THAT(error_of({.step_size = 0}), HasSubstr("step_size must be at least 1: 0"));
  EXPECT_THAT(error_of({.step_size = -5}), HasSubstr("-5"));
  EXPECT_THAT(error_of({.overlap_ratio = NAN}), HasSubstr("overlap_ratio"));
  EXPECT_THAT(error_of({.max_window_time = std::chrono::seconds{0}}), HasSubstr("max_window_time"));
  EXPECT_THAT(error_of({.timezone = "Mars/Phobos"}), HasSubstr("Mars/Phobos"));
  EXPECT_THAT(error_of({.source_table = "mesages"}), HasSubstr("messages"));
  EXPECT_THAT(error_of({.step_size = INT64_MAX, .step_unit = StepUnit::days}),
              HasSubstr("step_size"));
}

TEST(WindowsAgain, unchanged_ones_keep_id_and_status) {
  MessageTable table;
  table.add(regular(30, 1));
  const WindowOptions tens{.step_size = 10, .overlap_ratio = 0};
  const auto first = create_windows(table.storage(), tens);
  set_status(table.storage(), first[1].window_id, "processed");
  const WindowChanges changes = update_windows(table.storage(), tens);
  EXPECT_EQ(changes.kept, 3);
  EXPECT_EQ(changes.created + changes.changed + changes.removed, 0);
  const auto second = create_windows(table.storage(), tens);
  ASSERT_THAT(second, SizeIs(3));
  EXPECT_EQ(second[1].window_id, first[1].window_id);
  EXPECT_EQ(second[1].status, "processed");
  EXPECT_EQ(second[1].processed_at, at("2026-02-02"));
}

TEST(WindowsAgain, a_longer_thread_changes_the_windows_at_its_end_only) {
  MessageTable table;
  const auto old_ids = table.add(regular(25, 1));
  const WindowOptions tens{.step_size = 10, .overlap_ratio = 0};
  const auto first = create_windows(table.storage(), tens);
  for (const Window& window : first) set_status(table.storage(), window.window_id, "processed");
  const auto new_ids = table.add(regular(10, 1, "2024-03-02"));
  const WindowChanges changes = update_windows(table.storage(), tens);
  EXPECT_EQ(changes.kept, 2);
  EXPECT_EQ(changes.changed, 1);
  EXPECT_EQ(changes.created, 1);
  const auto second = create_windows(table.storage(), tens);
  ASSERT_THAT(second, SizeIs(4));
  EXPECT_EQ(second[0].status, "processed");
  EXPECT_EQ(second[0].signature, first[0].signature);
  EXPECT_EQ(second[2].window_id, first[2].window_id);
  EXPECT_NE(second[2].signature, first[2].signature);
  EXPECT_EQ(second[2].status, "pending");
  EXPECT_EQ(second[2].processed_at, std::nullopt);
  EXPECT_EQ(second[2].created_at, first[2].created_at);
  EXPECT_EQ(second[2].message_count, 10);
  auto members = part_of(old_ids, 20, 25);
  members.insert(members.end(), new_ids.begin(), new_ids.begin() + 5);
  EXPECT_EQ(table.members(second[2].window_id), members);
}

TEST(WindowsAgain, a_window_whose_messages_are_gone_goes_with_its_rows) {
  MessageTable table;
  table.add(regular(25, 1));
  const WindowOptions tens{.step_size = 10, .overlap_ratio = 0};
  create_windows(table.storage(), tens);
  table.storage().delete_rows("messages", col("timestamp") >= literal(at("2024-03-01 00:20")));
  const WindowChanges changes = update_windows(table.storage(), tens);
  EXPECT_EQ(changes.removed, 1);
  EXPECT_EQ(changes.kept, 2);
  EXPECT_EQ(table.storage().row_count("windows"), 2);
  EXPECT_EQ(table.storage().row_count("window_messages"), 20);
}

TEST(WindowsAgain, configurations_live_side_by_side) {
  MessageTable table;
  table.add(regular(20, 1));
  const auto tens = create_windows(table.storage(), {.step_size = 10, .overlap_ratio = 0});
  const auto fives = create_windows(table.storage(), {.step_size = 5, .overlap_ratio = 0});
  EXPECT_THAT(tens, SizeIs(2));
  EXPECT_THAT(fives, SizeIs(4));
  EXPECT_NE(tens[0].config_hash, fives[0].config_hash);
  EXPECT_EQ(table.storage().row_count("windows"), 6);
  EXPECT_EQ(update_windows(table.storage(), {.step_size = 10, .overlap_ratio = 0}).kept, 2);
}

TEST(WindowsAgain, ids_are_the_same_in_another_database) {
  const auto cut = [] {
    MessageTable table;
    table.add(regular(25, 1));
    std::vector<Uuid> ids;
    for (const Window& window : create_windows(table.storage(), {.step_size = 10})) {
      ids.push_back(window.window_id);
    }
    return ids;
  };
  EXPECT_EQ(cut(), cut());
}

TEST(WindowsAgain, what_a_failed_transaction_cut_is_gone) {
  MessageTable table;
  table.add(regular(25, 1));
  EXPECT_THROW(table.storage().transaction([](Transaction& tx) {
    EXPECT_EQ(update_windows(tx, {.step_size = 10}).created, 3);
    throw IngestError("later");
  }),
               IngestError);
  EXPECT_EQ(table.storage().row_count("windows"), 0);
  EXPECT_EQ(table.storage().row_count("window_messages"), 0);
}

TEST(SplitWindow, divides_the_members_in_order) {
  MessageTable table;
  const auto ids = table.add(regular(25, 1));
  const WindowOptions options{.step_size = 20, .overlap_ratio = 0.25};
  const auto whole = create_windows(table.storage(), options);
  ASSERT_EQ(counts(whole), Counts{25});
  const auto parts = split(table.storage(), whole[0], 3);
  EXPECT_EQ(counts(parts), (Counts{8, 8, 9}));
  EXPECT_EQ(overlaps(parts), (Counts{0, 0, 5}));
  EXPECT_EQ(table.members(parts[0].window_id), part_of(ids, 0, 8));
  EXPECT_EQ(table.members(parts[2].window_id), part_of(ids, 16, 25));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_EQ(parts[i].part, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(parts[i].total_parts, 3);
    EXPECT_EQ(parts[i].parent_window_id, whole[0].window_id);
    EXPECT_EQ(parts[i].window_index, 0);
    EXPECT_EQ(parts[i].status, "pending");
  }
  const auto all = create_windows(table.storage(), options);
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_EQ(all[0].status, "skipped");
}

TEST(SplitWindow, parts_stay_until_the_whole_changes) {
  MessageTable table;
  table.add(regular(25, 1));
  const WindowOptions tens{.step_size = 10, .overlap_ratio = 0};
  const auto whole = create_windows(table.storage(), tens);
  split(table.storage(), whole[2], 2);
  EXPECT_EQ(update_windows(table.storage(), tens).kept, 3);
  EXPECT_EQ(table.storage().row_count("windows"), 5);
  table.add({{.timestamp = at("2024-03-02"), .thread_id = "a"}});
  EXPECT_EQ(update_windows(table.storage(), tens).changed, 1);
  EXPECT_EQ(table.storage().row_count("windows"), 3);
  EXPECT_EQ(table.storage().row_count("window_messages"), 26);
}

TEST(SplitWindow, again_takes_the_place_of_the_parts_before) {
  MessageTable table;
  table.add(regular(10, 1));
  const auto whole = create_windows(table.storage());
  split(table.storage(), whole[0], 5);
  EXPECT_THAT(split(table.storage(), whole[0], 2), SizeIs(2));
  EXPECT_EQ(table.storage().row_count("windows"), 3);
  EXPECT_EQ(table.storage().row_count("window_messages"), 20);
  EXPECT_THAT(split(table.storage(), whole[0], 1000), SizeIs(10));
}

TEST(SplitWindow, refuses_what_makes_no_sense) {
  MessageTable table;
  table.add(regular(10, 1));
  const auto whole = create_windows(table.storage());
  EXPECT_THROW(split(table.storage(), whole[0], 0), InvalidOperationError);
  const auto parts = split(table.storage(), whole[0], 2);
  EXPECT_THROW(split(table.storage(), parts[0], 2), InvalidOperationError);
  Window unknown = whole[0];
  unknown.window_id = uuid4();
  EXPECT_THROW(split(table.storage(), unknown, 2), InvalidOperationError);
}

}  // namespace
}  // namespace egregora
