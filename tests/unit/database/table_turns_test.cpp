// SPDX-License-Identifier: Apache-2.0
// Which turns of the writer lock may have changed a table.
#include "database/table_turns.hpp"

#include <gtest/gtest.h>

namespace egregora::detail {
namespace {

TEST(TableTurns, the_next_turn_comes_before_any_other) {
  const TableTurns turns;
  EXPECT_TRUE(turns.unchanged("t", 4, 5));
  EXPECT_FALSE(turns.unchanged("t", 4, 6));
}

TEST(TableTurns, declared_turns_change_what_they_say) {
  TableTurns turns;
  turns.declare(5, {"t"});
  turns.declare(6, {"u"});
  turns.declare(7, {});
  EXPECT_TRUE(turns.unchanged("t", 5, 8));
  EXPECT_FALSE(turns.unchanged("u", 5, 8));
  EXPECT_TRUE(turns.unchanged("u", 6, 8));
  EXPECT_TRUE(turns.unchanged("v", 4, 8));
  EXPECT_FALSE(turns.unchanged("t", 4, 8));
}

TEST(TableTurns, a_turn_that_is_not_declared_may_have_changed_anything) {
  TableTurns turns;
  turns.declare(1, {"t"});
  turns.declare(2, {});
  EXPECT_TRUE(turns.unchanged("t", 1, 3));
  EXPECT_FALSE(turns.unchanged("t", 1, 4));  // 3 is missing
  turns.declare(4, {});
  EXPECT_FALSE(turns.unchanged("t", 2, 5));
  EXPECT_TRUE(turns.unchanged("t", 3, 5));
}

}  // namespace
}  // namespace egregora::detail
