// SPDX-License-Identifier: Apache-2.0
// Every function of the function table has a table of expectations: a new one cannot be forgotten.
#include <algorithm>

#include "oracle/oracle_table.hpp"

namespace egregora::testing {
namespace {

TEST(OracleCoverage, every_function_has_a_table) {
  for (const FunctionRow& function : function_table()) {
    const auto& known = OracleTable::all();
    EXPECT_TRUE(std::find(known.begin(), known.end(), function.id) != known.end())
        << "tests/oracle has no table for '" << function.name
        << "': begin one with ORACLE(<subject>, " << function.name << ")";
  }
}

}  // namespace
}  // namespace egregora::testing
