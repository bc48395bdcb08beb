// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_case.hpp"

namespace egregora::testing {
using namespace literals;

namespace {
template <class S>
GoldenCase statement(std::string name, S made, bool explained = true) {
  return {"statement_" + std::move(name),
          {},
          [made = std::move(made)](const CompileOptions& options) {
            return to_statement(made, options);
          },
          explained};
}

struct Ratings : Columns<Ratings> {
  static constexpr std::string_view table_name = "ratings";
  Column<sql::Text> post_id{this, "post_id", primary_key};
  Column<sql::Double> rating{this, "rating", Scalar(1500.0)};
  Column<sql::BigInt> wins{this, "wins", Scalar(0)};
  Column<nullable<sql::Text>> note{this, "note"};
  static std::vector<Check> checks() {
    const Ratings r;
    return {{"wins_count", r.wins >= 0}, {"", r.rating > 0.0 || r.note == "new"}};
  }
};

TableDefinition ratings() { return {.columns = Ratings::declared(), .checks = Ratings::checks()}; }
}  // namespace

std::vector<GoldenCase> statement_cases() {
  const TableName full{.catalog = "db", .schema = "main", .name = "items"};
  const TableName bare{.name = "authors"};
  const Table a = authors();
  const Schema schema = authors_schema();
  return {
      statement("create_table", CreateTable{.table = {.name = "ratings"}, .definition = ratings()},
                false),
      statement("create_table_if_missing",
                CreateTable{.table = {.name = "ratings"},
                            .definition = {.columns = Ratings::declared(),
                                           .primary_key = {"note", "post_id"}},
                            .if_missing = true,
                            .temporary = true},
                false),
      statement("create_table_or_replace",
                CreateTable{.table = full, .definition = ratings(), .or_replace = true}, false),
      statement("create_table_as", CreateTableAs{.table = {.name = "copy"}, .query = a.limit(3)}),
      statement("create_view",
                CreateView{.view = {.name = "bosses"},
                           .query = a.filter(a["manager"] == "x"),
                           .or_replace = true},
                false),
      statement("insert_query",
                InsertQuery{bare, {"author", "joined", "manager"}, a.filter(a["author"] == "x")}),
      statement("insert_query_with_cte",
                InsertQuery{bare,
                            {"author", "joined", "manager"},
                            [&] {
                              const Table f = a.filter(a["joined"].notnull());
                              return f.filter(f["joined"] == f["joined"].max());
                            }()}),
      statement("insert_rows", InsertRows{bare,
                                          {"author", "joined"},
                                          {{"x", parse_date("2025-01-01")}, {"y'", Scalar()}}}),
      statement("upsert",
                Upsert{{.name = "scores"},
                       {"post_id", "wins"},
                       a.select("author", "wins"_ = literal(1)),
                       {"post_id"}},
                false),
      statement("upsert_of_keys_alone",
                Upsert{{.name = "scores"}, {"post_id"}, a.select("author"), {"post_id"}}, false),
      statement(
          "add_column",
          AddColumn{bare,
                    {.field = {"score", DataType::float64(), true}, .default_value = literal(1.5)}},
          false),
      statement(
          "add_column_never_null",
          AddColumn{bare, {.field = {"n", DataType::int64(), false}, .default_value = literal(0)}},
          false),
      statement("rename_column", RenameColumn{bare, "manager", "the \"boss\""}, false),
      statement("create_sequence", CreateSequence{.sequence = {.name = "ids"}, .start = 100},
                false),
      statement("create_sequence_if_missing", CreateSequence{.sequence = full, .if_missing = true},
                false),
      statement("drop_sequence", DropSequence{{.name = "counts"}, true}, false),
      statement("next_values", NextValues{{.name = "counts"}, 3}, false),
      statement("replace_sequence", CreateSequence{.sequence = {.name = "ids"}, .or_replace = true},
                false),
      statement("set_default_next", SetDefaultNext{bare, "author", {.name = "counts"}}, false),
      statement("drop_default", DropDefault{bare, "author"}, false),
      statement("comment_on_sequence", CommentOnSequence{{.name = "counts"}, "it's"}, false),
      statement("read_sequence", ReadSequence{full}, false),
      statement("list_sequences", ListSequences{"db", "main"}, false),
      statement("list_defaults", ListDefaults{"db", "main"}, false),
      statement("update",
                Update{.table = bare,
                       .schema = schema,
                       .assignments = {"manager"_ = col("author").upper(), "joined"_ = null()},
                       .where = col("author").isin({"x", "y"}) && col("joined").notnull()}),
      statement(
          "update_all",
          Update{.table = bare, .schema = schema, .assignments = {"manager"_ = literal("z")}}),
      statement("update_by_reduction", Update{.table = bare,
                                              .schema = schema,
                                              .assignments = {"manager"_ = literal("z")},
                                              .where = col("joined") == items()["day"].max()}),
      statement("update_row", UpdateRow{bare,
                                        {"manager", "joined"},
                                        {"it's", parse_date("2025-01-01")},
                                        {"author", "manager"},
                                        {"x", "the \"boss\""}}),
      statement("delete", Delete{bare, schema, col("manager").isnull()}),
      statement("delete_in_query",
                Delete{bare, schema, col("author").isin(items().select("author"))}),
      statement("delete_all", Delete{bare, schema, {}}),
      statement("drop_table", DropTable{full, true}, false),
      statement("drop_view", DropView{{.name = "v\"w"}}, false),
      statement("rename_table", RenameTable{full, "new name"}, false),
      statement("copy_parquet", CopyToFile{.query = a,
                                           .path = "/tmp/it's.parquet",
                                           .metadata = {{"key", "it's"}, {"other key", "{}"}},
                                           .return_stats = true}),
      statement("copy_csv", CopyToFile{.query = a, .path = "a.csv", .format = FileFormat::csv}),
      statement("copy_json", CopyToFile{.query = a, .path = "a.json", .format = FileFormat::json}),
      statement("copy_ndjson",
                CopyToFile{.query = a, .path = "a.ndjson", .format = FileFormat::ndjson}),
      statement("read_file_metadata", ReadFileMetadata{"it's.parquet", "mine."}, false),
      statement("list_relations", ListRelations{"memory", "main"}),
      statement("read_definition", ReadDefinition{{.name = "authors"}}),
      statement("create_table_like",
                CreateTableLike{{.name = "twin"}, "CREATE TABLE authors(a BIGINT PRIMARY KEY);"},
                false),
      statement("list_constraints", ListConstraints{full}),
      statement("explain", Explain{a.limit(1)}, false),
      statement("read_parquet", ReadFile{"it's.parquet"}, false),
      statement("read_csv", ReadFile{"a.csv", FileFormat::csv}, false),
      statement("read_json", ReadFile{"a.json", FileFormat::json}, false),
      statement("read_ndjson", ReadFile{"a.ndjson", FileFormat::ndjson}, false),
  };
}

}  // namespace egregora::testing
