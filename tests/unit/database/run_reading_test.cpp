// SPDX-License-Identifier: Apache-2.0
// Finding runs: the newest, the one that is meant, those that are silent.
#include <algorithm>
#include <utility>

#include "unit/database/run_fixture.hpp"
#include "unit/database/sample_row.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class RunReading : public RunTest {
 protected:
  DuckDBStorageManager storage_{on_file()};
  RunStore store_{storage_, tools()};
};

TEST_F(RunReading, the_newest_comes_first_and_equal_times_go_by_id) {
  const auto create = [&](const char* when, const char* id, const char* stage) {
    clock_->set(when);
    return store_.create_run({.run_id = Uuid::parse(id), .stage = stage});
  };
  const Uuid c = create("2025-01-02", "cccccccc-0000-4000-8000-000000000000", "x");
  const Uuid b = create("2025-01-02", "bbbbbbbb-0000-4000-8000-000000000000", "y");
  const Uuid z = create("2025-01-03", "ffffffff-0000-4000-8000-000000000000", "x");
  const Uuid a = create("2025-01-01", "00000000-0000-4000-8000-000000000000", "x");
  EXPECT_THAT(ids_of(store_.get_recent_runs()), ElementsAre(z, b, c, a));
  EXPECT_THAT(ids_of(store_.get_recent_runs({.limit = 2})), ElementsAre(z, b));
  EXPECT_THAT(store_.get_recent_runs({.limit = 0}), IsEmpty());
  EXPECT_THAT(ids_of(store_.get_recent_runs({.stage = "x"})), ElementsAre(z, c, a));
  store_.update_run_status(c, RunStatus::completed);
  EXPECT_THAT(ids_of(store_.get_recent_runs({.status = RunStatus::completed})), ElementsAre(c));
  for (int i = 0; i < 10; ++i) store_.create_run({});
  EXPECT_THAT(store_.get_recent_runs(), SizeIs(10));
}

TEST_F(RunReading, the_newest_of_many_are_the_newest_however_they_came) {
  const auto start = [&](int i) -> Timestamp {
    if (i < 20) return parse_timestamp("2025-01-01") - std::chrono::hours(24 * 300 * i);
    if (i < 5000) return parse_timestamp("2000-01-01") + std::chrono::seconds(i % 100);
    return parse_timestamp("2020-06-01");
  };
  std::vector<std::pair<Timestamp, Uuid>> order;
  std::vector<std::vector<Scalar>> rows;
  const DataFrame plain = storage_.execute(sample_row<schemas::Runs>());
  for (int i = 0; i < 7000; ++i) {
    std::vector<Scalar> cells;
    for (std::size_t column = 0; column < plain.schema().size(); ++column) {
      cells.push_back(plain.value(0, column));
    }
    cells[0] = uuid5(kNamespaceOid, std::to_string(i));
    cells[9] = start(i);
    cells[2] = i % 2 == 0 ? "even" : "odd";
    order.emplace_back(start(i), uuid5(kNamespaceOid, std::to_string(i)));
    rows.push_back(std::move(cells));
  }
  storage_.insert("runs", memtable(schemas::Runs::schema(), rows));
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (const std::int64_t limit : {1, 10, 25, 1990, 3000, 5001, 6999, 7000, 9000}) {
    const auto found = ids_of(store_.get_recent_runs({.limit = limit}));
    ASSERT_THAT(found, SizeIs(std::min<std::size_t>(static_cast<std::size_t>(limit), 7000)));
    for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i], order[i].second) << limit;
  }
  EXPECT_THAT(store_.get_recent_runs({.limit = 3400, .stage = "odd"}), SizeIs(3400));
}

TEST_F(RunReading, a_prefix_names_a_run_letter_by_letter) {
  for (const char* id :
       {"abc00000-0000-4000-8000-000000000001", "abc00000-0000-4000-8000-000000000002",
        "ab000000-0000-4000-8000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"}) {
    store_.create_run({.run_id = Uuid::parse(id)});
  }
  const auto found = [&](std::string_view prefix) { return store_.get_run(prefix).run_id; };
  EXPECT_EQ(found("ab0").to_string(), "ab000000-0000-4000-8000-000000000000");
  EXPECT_EQ(found("AB0").to_string(), "ab000000-0000-4000-8000-000000000000");
  EXPECT_EQ(found("f").to_string(), "ffffffff-ffff-ffff-ffff-ffffffffffff");
  EXPECT_EQ(found("abc00000-0000-4000-8000-000000000002").bytes()[15], 2);
  EXPECT_EQ(found("ABC00000-0000-4000-8000-000000000001").bytes()[15], 1);
  EXPECT_THAT(message_of<InvalidOperationError>([&] { found("abc00000-0000-4"); }),
              HasSubstr("'abc00000-0000-4': abc00000-0000-4000-8000-000000000001, "
                        "abc00000-0000-4000-8000-000000000002"));
  EXPECT_THROW(found("a"), InvalidOperationError);
  for (const std::string_view nobody :
       {"%", "_", "ab_", "ab%", "a%0", "abd", "abc00000-", "ab0000000", "g", " ab0", "'", "\"",
        "abc00000-0000-4000-8000-0000000000011", "\xFF", "ab0-", "*"}) {
    if (nobody == "abc00000-") {
      EXPECT_THROW(found(nobody), InvalidOperationError);
    } else {
      EXPECT_THROW(found(nobody), RunNotFoundError) << nobody;
    }
  }
  EXPECT_THROW(found(std::string_view("ab0\0", 4)), RunNotFoundError);
  EXPECT_THROW(found(std::string(100'000, 'a')), RunNotFoundError);
}

TEST_F(RunReading, an_ambiguous_prefix_names_a_few) {
  for (int i = 0; i < 20; ++i) store_.create_run({});
  const std::string said =
      message_of<InvalidOperationError>([&] { (void)store_.get_run("00000000"); });
  EXPECT_THAT(said, HasSubstr(counted(5).to_string() + " ..."));
  EXPECT_THAT(said, Not(HasSubstr(counted(6).to_string())));
}

TEST_F(RunReading, who_is_silent_for_long_is_stale) {
  const Uuid silent = store_.create_run({});
  const Uuid alive = store_.create_run({});
  const Uuid degraded = store_.create_run({});
  store_.update_run_status(degraded, RunStatus::degraded);
  const Uuid over = store_.create_run({.status = RunStatus::completed});
  store_.create_run({.status = RunStatus::pending});
  clock_->set("2025-01-01 11:00:00");
  store_.heartbeat(alive);
  EXPECT_THAT(ids_of(store_.find_stale(59min)), ElementsAre(silent, degraded));
  EXPECT_THAT(store_.find_stale(1h), IsEmpty());  // not longer than an hour
  clock_->set("2025-01-01 11:00:01");
  EXPECT_THAT(ids_of(store_.find_stale(0s)), ElementsAre(silent, degraded, alive));
  clock_->set("2024-01-01");
  EXPECT_THAT(store_.find_stale(0s), IsEmpty());
  EXPECT_THAT(store_.find_stale(std::chrono::microseconds::max()), IsEmpty());
  EXPECT_THROW(store_.heartbeat(over), InvalidOperationError);
  EXPECT_EQ(store_.get_run(alive).heartbeat_at, parse_timestamp("2025-01-01 11:00:00"));
}

}  // namespace
}  // namespace egregora
