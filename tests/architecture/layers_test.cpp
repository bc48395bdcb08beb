// Holds the tree to the table of layers, and shows on made-up files that a breach would be seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "architecture/source_tree.hpp"

namespace egregora::architecture {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> of(const std::string& path, const std::string& text) {
  return violations(SourceFile{path, text});
}

TEST(layers, the_tree_keeps_to_them) {
  EXPECT_THAT(violations(std::filesystem::path(EGREGORA_SOURCE_DIR)), IsEmpty());
}

TEST(layers, every_folder_with_code_has_a_short_readme) {
  EXPECT_THAT(folders_without_readme(EGREGORA_SOURCE_DIR), IsEmpty());
}

TEST(layers_checker, accepts_what_lies_below) {
  EXPECT_THAT(of("src/sql/printer.cpp",
                 "#include \"sql/printer.hpp\"\n#include <string>\n#include <fmt/core.h>\n"
                 "#include \"expr/node.hpp\"\n#include <egregora/core/errors.hpp>\n"),
              IsEmpty());
  EXPECT_THAT(of("src/engine/duckdb/handle.cpp", "#include <duckdb.h>\n"), IsEmpty());
  EXPECT_THAT(of("tools/egregora/run.cpp",
                 "#include <CLI/CLI.hpp>\n#include <egregora/egregora.hpp>\n#include "
                 "\"tools/egregora/progress.hpp\"\n"
                 "#include \"progress.hpp\"\n"),
              IsEmpty());
}

TEST(layers_checker, flags_an_include_of_a_layer_above) {
  EXPECT_THAT(
      of("src/expr/a.cpp", "\n#include \"sql/printer.hpp\"\n"),
      ElementsAre("src/expr/a.cpp:2: a layer may not include one above it: sql/printer.hpp"));
  EXPECT_THAT(of("include/egregora/data/a.hpp", "# include <egregora/expr/expr.hpp>"),
              ElementsAre(HasSubstr("one above it: egregora/expr/expr.hpp")));
}

TEST(layers_checker, flags_duckdb_outside_its_folder) {
  for (const char* path : {"src/engine/pool.cpp", "src/database/a.cpp",
                           "include/egregora/engine/a.hpp", "tools/egregora/a.cpp"}) {
    EXPECT_THAT(of(path, "#include <duckdb.h>"), ElementsAre(HasSubstr("only src/engine/duckdb")))
        << path;
  }
}

TEST(layers_checker, flags_private_headers_where_users_look) {
  EXPECT_THAT(of("include/egregora/sql/a.hpp", "#include \"expr/node.hpp\""),
              ElementsAre(HasSubstr("may not include a private one")));
  EXPECT_THAT(of("tools/egregora/a.cpp", "#include \"expr/node.hpp\""),
              ElementsAre(HasSubstr("public headers only")));
}

TEST(layers_checker, flags_third_parties_in_public_headers) {
  EXPECT_THAT(of("include/egregora/core/json.hpp", "#include <nlohmann/json.hpp>"),
              ::testing::SizeIs(1));
  EXPECT_THAT(of("include/egregora/core/log.hpp", "#include <fmt/core.h>"), ::testing::SizeIs(1));
  EXPECT_THAT(of("src/core/json.cpp", "#include <nlohmann/json.hpp>"), IsEmpty());
  EXPECT_THAT(of("tools/egregora/a.cpp", "#include <nlohmann/json.hpp>"), ::testing::SizeIs(1));
}

TEST(layers_checker, flags_files_and_threads_too_low) {
  EXPECT_THAT(of("src/expr/a.cpp", "#include <fstream>"),
              ElementsAre(HasSubstr("may touch files")));
  EXPECT_THAT(of("src/sql/a.cpp", "#include <thread>"), ElementsAre(HasSubstr("threads")));
  EXPECT_THAT(of("src/database/a.cpp", "#include <fstream>\n#include <thread>"), IsEmpty());
}

TEST(layers_checker, flags_the_umbrella_inside_a_layer) {
  EXPECT_THAT(of("src/ingest/a.cpp", "#include <egregora/egregora.hpp>"),
              ElementsAre(HasSubstr("not the umbrella")));
  EXPECT_THAT(of("include/egregora/egregora.hpp", "#include <egregora/ingest/run.hpp>"), IsEmpty());
}

TEST(layers_checker, flags_sql_above_the_sql_layer) {
  EXPECT_THAT(of("src/database/a.cpp", "auto s = \"SELECT a \"\n    \"FROM t\";"),
              ElementsAre("src/database/a.cpp:1: SQL text above the sql layer: SELECT a FROM t"));
  EXPECT_THAT(of("src/ingest/a.cpp", "f(R\"x(UPDATE t\nSET a = 1)x\");"),
              ElementsAre(HasSubstr("SQL text")));
  EXPECT_THAT(of("tools/egregora/a.cpp", "\"CREATE OR REPLACE TABLE t\""),
              ElementsAre(HasSubstr("SQL text")));
  EXPECT_THAT(of("include/egregora/database/a.hpp", "\"DELETE FROM t\""),
              ElementsAre(HasSubstr("SQL text")));
  EXPECT_THAT(of("src/sql/a.cpp", "\"INSERT INTO t\""), IsEmpty());
  EXPECT_THAT(
      of("src/database/a.cpp", "// SELECT a FROM t\n\"PRESELECT FROMAGE\" /* \"DELETE FROM t\" */"),
      IsEmpty());
  EXPECT_THAT(of("src/database/a.cpp", "\"SELECT a\", \"FROM t\""), IsEmpty());
}

TEST(layers_checker, flags_names_that_say_nothing) {
  for (const char* path :
       {"src/core/utils.cpp", "src/expr/type_helpers.hpp", "tests/support/common.hpp"}) {
    EXPECT_THAT(of(path, ""), ElementsAre(HasSubstr("says nothing"))) << path;
  }
  EXPECT_THAT(of("src/database/commonplace.cpp", ""), IsEmpty());
}

TEST(layers_checker, reads_a_tree_from_disk) {
  const auto root = std::filesystem::path(::testing::TempDir()) / "egregora-layers-tree";
  std::filesystem::remove_all(root);
  std::filesystem::create_directories(root / "src/core");
  std::ofstream(root / "src/core/low.cpp") << "#include \"database/high.hpp\"\n";
  EXPECT_THAT(violations(root),
              ElementsAre(HasSubstr("src/core/low.cpp:1: a layer may not include one above it")));
  EXPECT_THAT(folders_without_readme(root), ElementsAre("src/core: no README.md"));
  std::filesystem::remove_all(root);
}

TEST(layers_scanner, tells_strings_from_characters_and_comments) {
  const Contents found = scan(
      "int a = 1'000; char q = '\"'; f(\"x\\\"y\"); // \"no\"\n#include <a/b.hpp> // \"no\"\n");
  ASSERT_EQ(found.strings.size(), 1U);
  EXPECT_EQ(found.strings[0].text, "x\\\"y");
  ASSERT_EQ(found.includes.size(), 1U);
  EXPECT_EQ(found.includes[0].text, "a/b.hpp");
  EXPECT_EQ(found.includes[0].line, 2);
}

}  // namespace
}  // namespace egregora::architecture
