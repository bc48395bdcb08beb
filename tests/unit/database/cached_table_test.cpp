// SPDX-License-Identifier: Apache-2.0
// Table::cache(): rows kept in memory, and let go.
#include <egregora/core/errors.hpp>
#include <egregora/database/duckdb_manager.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

#include <gmock/gmock.h>

#include <thread>

#include "support/temporary_folder.hpp"

namespace egregora {
namespace {
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace literals;

class CachedTable : public ::testing::Test {
 protected:
  void SetUp() override {
    storage_.write_table(memtable({{"id", std::vector<std::int64_t>{1, 2, 3}}}), "numbers");
  }
  static std::string refusal(const std::function<void()>& use) {
    try {
      use();
    } catch (const InvalidOperationError& error) {
      return error.what();
    }
    return "not refused";
  }

  testing::TemporaryFolder folder_;
  DuckDBStorageManager storage_{{.db_path = folder_.path() / "test.duckdb"}};
};

TEST_F(CachedTable, keeps_the_rows_of_its_moment) {
  const Table cached = storage_.read_table("numbers").filter(col("id") > 1).cache();
  storage_.delete_rows("numbers", col("id") == 3);
  EXPECT_EQ(cached.count().execute(), 2);
  EXPECT_EQ(cached.mutate("twice"_ = cached["id"] * 2)
                .agg("s"_ = col("twice").sum())
                .execute()
                .value(0, "s"),
            Scalar(10));
  EXPECT_THAT(storage_.list_tables(), ElementsAre("numbers"));
  EXPECT_EQ(cached.get_name(), "cached table");
  EXPECT_EQ(cached.limit(1).get_name(), "limit of cached table");
}

TEST_F(CachedTable, joins_with_stored_tables_and_is_seen_by_other_threads) {
  const Table cached = storage_.read_table("numbers").cache();
  std::int64_t rows = 0;
  std::thread([&] {
    rows = cached.join(storage_.read_table("numbers"), "id").count().execute();
  }).join();
  EXPECT_EQ(rows, 3);
}

TEST_F(CachedTable, lets_go_when_it_is_told) {
  const Table cached = storage_.read_table("numbers").cache();
  const Table made_from_it = cached.filter(cached["id"] > 1);
  cached.release();
  cached.release();
  EXPECT_THAT(refusal([&] { made_from_it.execute(); }), HasSubstr("was released"));
}

TEST_F(CachedTable, lives_as_long_as_what_is_made_from_it) {
  std::optional<Table> cached = storage_.read_table("numbers").cache();
  const Table made_from_it = cached->filter(col("id") > 1);
  cached.reset();
  EXPECT_EQ(made_from_it.count().execute(), 2);
}

TEST_F(CachedTable, outlives_its_manager_without_harm) {
  std::optional<Table> cached;
  {
    DuckDBStorageManager other{{.db_path = folder_.path() / "other.duckdb"}};
    other.write_table(memtable({{"id", {1}}}), "t");
    cached = other.read_table("t").cache();
  }
  EXPECT_THROW(cached->execute(), ClosedError);
  cached.reset();
}

TEST_F(CachedTable, is_not_made_in_a_transaction_nor_of_a_table_without_a_source) {
  storage_.transaction([&](Transaction& transaction) {
    const Table rows = transaction.read_table("numbers");
    EXPECT_THAT(refusal([&] { (void)rows.cache(); }), HasSubstr("inside a transaction"));
  });
  EXPECT_THAT(refusal([] { (void)memtable({{"id", {1}}}).cache(); }), HasSubstr("no database"));
  EXPECT_THAT(refusal([&] { storage_.read_table("numbers").release(); }),
              HasSubstr("no cached table"));
}

TEST_F(CachedTable, may_be_let_go_inside_a_transaction) {
  std::optional<Table> cached = storage_.read_table("numbers").cache();
  storage_.transaction([&](Transaction& transaction) {
    transaction.delete_rows("numbers", col("id") == 1);
    cached.reset();
  });
  EXPECT_EQ(storage_.row_count("numbers"), 2);
}

TEST_F(CachedTable, keeps_types_and_nulls) {
  const Table rows = memtable({{"d", {Scalar(1.5), Scalar()}}, {"s", {"é", ""}}});
  storage_.write_table(rows, "typed");
  const Table typed = storage_.read_table("typed");
  EXPECT_EQ(typed.cache().order_by("s").execute().to_string(),
            typed.order_by("s").execute().to_string());
  EXPECT_EQ(typed.cache().schema(), typed.schema());
}

TEST_F(CachedTable, takes_parameters_when_it_is_executed) {
  const Table since =
      storage_.read_table("numbers").filter(col("id") >= param("least", DataType::int64()));
  EXPECT_EQ(since.execute({{"least", 2}}).num_rows(), 2);
  EXPECT_EQ(storage_.execute(since, {{"least", 3}}).num_rows(), 1);
  EXPECT_THAT(refusal([&] { since.execute(); }), HasSubstr("parameter 'least' has no value"));
}

}  // namespace
}  // namespace egregora
