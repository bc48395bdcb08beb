// SPDX-License-Identifier: Apache-2.0
#include <egregora/database/database_url.hpp>

#include <gtest/gtest.h>

#include <egregora/core/errors.hpp>

namespace egregora {
namespace {

TEST(DatabaseUrl, three_slashes_are_relative_and_four_absolute) {
  EXPECT_EQ(resolve_database_url("duckdb:///pipeline.duckdb"), "pipeline.duckdb");
  EXPECT_EQ(resolve_database_url("duckdb:///./my-site/pipeline.duckdb"),
            "./my-site/pipeline.duckdb");
  EXPECT_EQ(resolve_database_url("duckdb:////var/pipeline.duckdb"), "/var/pipeline.duckdb");
}

TEST(DatabaseUrl, plain_paths_are_themselves) {
  EXPECT_EQ(resolve_database_url("a/b.duckdb"), "a/b.duckdb");
  EXPECT_EQ(resolve_database_url("/a b/c.duckdb"), "/a b/c.duckdb");
}

TEST(DatabaseUrl, memory_is_no_path) {
  for (const char* text : {"", ":memory:", "duckdb://", "duckdb:///", "duckdb:///:memory:"}) {
    EXPECT_EQ(resolve_database_url(text), std::nullopt) << text;
  }
}

TEST(DatabaseUrl, other_schemes_are_refused) {
  EXPECT_THROW(resolve_database_url("postgres://host/db"), InvalidOperationError);
}

}  // namespace
}  // namespace egregora
