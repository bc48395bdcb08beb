// SPDX-License-Identifier: Apache-2.0
// What values give that are not the same each time: random ones, and the time of the statement.
#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

ORACLE(Volatile, uuid) {
  const Table two = stored("two", {{"x", kInt64, false}}, {{1}, {2}});
  const Table drawn = two.mutate(uuid().as("a"), uuid().as("b"));
  expect_use(uuid(), oracle.function());
  EXPECT_EQ(drawn.schema()[1].type, kUuid);
  for (const bool bound : {false, true}) {
    const DataFrame frame = run(drawn.mutate(drawn["a"].as("c")), bound);
    EXPECT_EQ(frame.schema()[1].type, kUuid);
    const std::string text = frame.value(0, "a").to_string();
    EXPECT_EQ(text.at(14), '4') << text;  // the version: random
    EXPECT_NE(frame.value(0, "a"), frame.value(1, "a"));
    EXPECT_NE(frame.value(0, "a"), frame.value(0, "b"));
    EXPECT_EQ(frame.value(0, "a"), frame.value(0, "c"));
  }
}

ORACLE(Volatile, now) {
  const auto before = std::chrono::system_clock::now();
  const DataFrame frame =
      run(stored("one", {{"x", kInt64, false}}, {{1}, {2}})
              .select(now().as("a"), now().as("b"), now().date().as("c"), today().as("d")),
          true);
  const auto after = std::chrono::system_clock::now();
  expect_use(now(), oracle.function());
  EXPECT_EQ(frame.schema()[0].type, kInstant);
  const Timestamp moment = frame.value(0, 0).as<Timestamp>();
  EXPECT_GE(moment, std::chrono::floor<std::chrono::microseconds>(before));
  EXPECT_LE(moment, after);
  EXPECT_EQ(frame.value(1, "a"), frame.value(0, "a"));  // one instant a statement
  EXPECT_EQ(frame.value(0, "b"), frame.value(0, "a"));
  EXPECT_EQ(frame.value(0, "c"), frame.value(0, "d"));
}

ORACLE(Volatile, today) {
  const DataFrame frame = run(
      stored("one", {{"x", kInt64, false}}, {{1}}).select(today().as("a"), now().as("b")), true);
  expect_use(today(), oracle.function());
  EXPECT_EQ(frame.schema()[0].type, kDate);
  EXPECT_EQ(frame.value(0, "a").as<Date>(),
            std::chrono::floor<std::chrono::days>(frame.value(0, "b").as<Timestamp>()));
}

}  // namespace
}  // namespace egregora::testing
