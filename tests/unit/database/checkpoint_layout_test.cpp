// SPDX-License-Identifier: Apache-2.0
#include "database/checkpoint_layout.hpp"

#include <gtest/gtest.h>

namespace egregora::detail {
namespace {

const Uuid kId = Uuid::parse("00000000-0000-4000-8000-000000000001");

TEST(CheckpointLayout, version_names_survive_a_round_trip) {
  const VersionName name{"my_table", 12, kId};
  EXPECT_EQ(name.file_name(), "my_table.12.00000000-0000-4000-8000-000000000001.parquet");
  EXPECT_EQ(VersionName::parse(name.file_name()), name);
}

TEST(CheckpointLayout, names_of_other_files_are_not_versions) {
  for (const char* name :
       {"", "t.parquet", "t.1.parquet", "t..00000000-0000-4000-8000-000000000001.parquet",
        "t.x.00000000-0000-4000-8000-000000000001.parquet", "t.1.not-a-uuid.parquet",
        "t.01.00000000-0000-4000-8000-000000000001.parquet",
        ".1.00000000-0000-4000-8000-000000000001.parquet",
        "t.1.00000000-0000-4000-8000-000000000001.parquet.tmp",
        "t.1.00000000-0000-4000-8000-00000000000A.parquet"}) {
    EXPECT_EQ(VersionName::parse(name), std::nullopt) << name;
  }
}

TEST(CheckpointLayout, each_database_has_a_folder_of_versions) {
  const CheckpointLayout layout("/data", kId);
  EXPECT_EQ(layout.stable("t"), "/data/t.parquet");
  EXPECT_EQ(layout.versions_folder(), "/data/.versions/00000000-0000-4000-8000-000000000001");
  EXPECT_EQ(layout.temporary("t", kId), "/data/.t.00000000-0000-4000-8000-000000000001.tmp");
}

}  // namespace
}  // namespace egregora::detail
