// SPDX-License-Identifier: Apache-2.0
// The managed tables: what they are called, that the engine takes their definition, and which rows
// their rules refuse.
#include <egregora/database/schemas.hpp>

#include <set>

#include "database/managed_tables.hpp"
#include "database/table_names.hpp"
#include "unit/database/sample_row.hpp"
#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::ElementsAre;

class Schemas : public StorageTest {
 protected:
  Schemas() : storage_(temp_storage()) {
    detail::for_each_managed_table([&]<class S>() { storage_.create_table<S>(); });
  }
  template <class S>
  void accepts(const Stated& stated) {
    EXPECT_NO_THROW(storage_.insert(S::table_name, sample_row<S>(stated))) << S::table_name;
  }
  template <class S>
  void refuses(const Stated& stated) {
    EXPECT_THROW(storage_.insert(S::table_name, sample_row<S>(stated)), ConstraintError)
        << S::table_name << "." << stated.begin()->first;
  }
  DuckDBStorageManager storage_;
};

TEST_F(Schemas, are_stored_as_declared_and_take_a_plain_row) {
  std::set<std::string_view> names;
  detail::for_each_managed_table([&]<class S>() {
    SCOPED_TRACE(S::table_name);
    EXPECT_TRUE(names.insert(S::table_name).second);
    EXPECT_TRUE(detail::is_managed_name(S::table_name));
    validate_schema(storage_.read_table(S::table_name), S::schema());
    accepts<S>({});
  });
  EXPECT_EQ(names.size(), 15U);
}

TEST_F(Schemas, are_ordered_by_columns_that_they_have) {
  detail::for_each_managed_table([]<class S>() {
    EXPECT_FALSE(S::order_key().empty()) << S::table_name;
    for (const std::string& column : S::order_key()) {
      EXPECT_TRUE(S::schema().contains(column)) << S::table_name << "." << column;
    }
  });
}

TEST_F(Schemas, have_a_key_only_where_uniqueness_is_the_engines_task) {
  std::set<std::string> keyed;
  detail::for_each_managed_table([&]<class S>() {
    if (!storage_.describe(S::table_name).primary_key.empty()) keyed.emplace(S::table_name);
  });
  EXPECT_THAT(keyed,
              ElementsAre("annotations", "documents", "elo_ratings", "runs", "tasks", "windows"));
}

TEST_F(Schemas, a_value_that_must_be_known_is_refused_where_it_is_not) {
  refuses<schemas::Messages>({{"kind", "shout"}});
  refuses<schemas::Messages>({{"media_type", "hologram"}});
  refuses<schemas::Windows>({{"step_unit", "years"}});
  refuses<schemas::Windows>({{"status", "lost"}});
  refuses<schemas::Runs>({{"status", "lost"}});
  refuses<schemas::RunTables>({{"direction", "sideways"}});
  refuses<schemas::ComparisonHistory>({{"winner", "both"}});
  refuses<schemas::Tasks>({{"status", "lost"}});
  refuses<schemas::TaskHistory>({{"status", "lost"}});
  refuses<schemas::Documents>({{"doc_type", "poem"}});
  refuses<schemas::Annotations>({{"parent_type", "window"}});
}

TEST_F(Schemas, ratings_add_up) {
  accepts<schemas::EloRatings>(
      {{"post_id", "b"}, {"comparisons", 6}, {"wins", 1}, {"losses", 2}, {"ties", 3}});
  refuses<schemas::EloRatings>({{"post_id", "c"}, {"comparisons", 1}});
  refuses<schemas::EloRatings>({{"post_id", "c"}, {"wins", -1}, {"losses", 1}});
  refuses<schemas::EloRatings>({{"post_id", "c"}, {"losses", -1}, {"ties", 1}});
  refuses<schemas::EloRatings>({{"post_id", "c"}, {"ties", -1}, {"wins", 1}});
  refuses<schemas::EloRatings>({{"post_id", "c"}, {"comparisons", -1}, {"wins", -1}});
  refuses<schemas::EloRatings>({{"post_id", "b"}});  // the key
  refuses<schemas::ComparisonHistory>({{"post_b", "a"}});
}

TEST_F(Schemas, a_task_has_a_type) {
  refuses<schemas::Tasks>({{"task_type", ""}});
  refuses<schemas::TaskHistory>({{"task_type", ""}});
}

TEST_F(Schemas, a_document_is_whole_for_its_type) {
  const Scalar moment(parse_timestamp("2025-01-01"));
  const auto check = [&](const std::string& type, Stated whole) {
    whole.insert({{"id", type}, {"doc_type", type}});
    for (const auto& [column, value] : whole) {
      if (column == "id" || column == "doc_type") continue;
      Stated lacking = whole;
      lacking.erase(column);
      refuses<schemas::Documents>(lacking);
    }
    accepts<schemas::Documents>(whole);
  };
  check("post", {{"title", "T"}, {"slug", "t"}, {"status", "draft"}});
  check("profile", {{"title", "T"}, {"subject_uuid", uuid4()}});
  check("journal", {{"title", "T"}, {"window_start", moment}, {"window_end", moment}});
  check("media", {{"filename", "a.jpg"}, {"media_type", "image"}});
}

TEST_F(Schemas, defaults_are_those_of_a_post_nobody_compared) {
  storage_.connection()->query(
      "INSERT INTO elo_ratings (post_id, created_at, last_updated) VALUES ('p', now(), now())");
  const DataFrame row = storage_.read_table("elo_ratings")
                            .select("rating", "comparisons", "wins", "losses", "ties")
                            .execute();
  EXPECT_EQ(row.value(0, "rating").to_string(), "1500.0");
  for (const char* column : {"comparisons", "wins", "losses", "ties"}) {
    EXPECT_EQ(row.column<std::int64_t>(column)[0], 0) << column;
  }
  storage_.connection()->query(
      "INSERT INTO tasks (task_id, task_type, status, seq, run_at, created_at)"
      " VALUES (uuid(), 't', 'pending', 1, now(), now())");
  EXPECT_EQ(
      storage_.read_table("tasks").select("max_attempts").execute().column<std::int64_t>(0)[0], 5);
}

TEST_F(Schemas, a_table_of_the_library_is_not_kept_in_memory_only) {
  for (const char* name : {"elo_ratings", "tasks", "documents"}) {
    EXPECT_THROW(storage_.write_table(numbers(1), name, {.checkpoint = false}),
                 InvalidOperationError)
        << name;
  }
}

}  // namespace
}  // namespace egregora
