#include "architecture/source_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

namespace egregora::architecture {
namespace {

constexpr std::array<std::string_view, 8> kLayers = {"core",   "data",     "expr",   "sql",
                                                     "engine", "database", "ingest", "tools"};

/// Position in kLayers, lowest first.
using Rank = std::size_t;
constexpr Rank kSql = 3;
constexpr Rank kEngine = 4;
constexpr Rank kDatabase = 5;

std::optional<Rank> rank_of(std::string_view layer) {
  const auto found = std::find(kLayers.begin(), kLayers.end(), layer);
  if (found == kLayers.end()) return std::nullopt;
  return static_cast<Rank>(found - kLayers.begin());
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view first_part(std::string_view path) { return path.substr(0, path.find('/')); }

std::string_view rest(std::string_view path) {
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
}

/// Reads C++ just far enough to tell comments, strings and #include lines apart.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Contents run() {
    while (at_ < text_.size()) step();
    return std::move(contents_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (starts("//")) return skip_until("\n");
    if (starts("/*")) return skip_past("*/");
    if (c == '#') return directive();
    if (starts("R\"") && !after_word()) return raw_string();
    if (c == '"') return string();
    if (c == '\'') return character();
    if (!is_space(c)) joinable_ = false;
    advance(1);
  }

  void directive() {
    const auto end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    const auto word = line.find("include");
    if (word == std::string_view::npos || line.find_first_not_of(" \t", 1) != word)
      return advance(1);
    const auto open = line.find_first_of("<\"", word);
    if (open == std::string_view::npos) return advance(1);
    const auto close = line.find_first_of(">\"", open + 1);
    if (close == std::string_view::npos) return advance(1);
    contents_.includes.push_back({std::string(line.substr(open + 1, close - open - 1)), line_});
    joinable_ = false;
    advance(end - at_);
  }

  void string() {
    const int line = line_;
    const std::size_t start = at_ + 1;
    advance(1);
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n')
      advance(text_[at_] == '\\' ? 2 : 1);
    add_string(text_.substr(start, at_ - start), line);
    advance(1);
  }

  void raw_string() {
    const int line = line_;
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) return advance(1);
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const auto end = std::min(text_.find(close, open), text_.size());
    add_string(text_.substr(open + 1, end - open - 1), line);
    advance(end + close.size() - at_);
  }

  void character() {
    if (after_word()) return advance(1);  // 1'000, not a character
    advance(1);
    while (at_ < text_.size() && text_[at_] != '\'' && text_[at_] != '\n')
      advance(text_[at_] == '\\' ? 2 : 1);
    advance(1);
    joinable_ = false;
  }

  void add_string(std::string_view string, int line) {
    if (joinable_) {
      contents_.strings.back().text += string;
    } else {
      contents_.strings.push_back({std::string(string), line});
    }
    joinable_ = true;
  }

  void skip_until(std::string_view mark) {
    advance(std::min(text_.find(mark, at_), text_.size()) - at_);
  }
  void skip_past(std::string_view mark) {
    skip_until(mark);
    advance(mark.size());
  }

  void advance(std::size_t count) {
    const std::size_t end = std::min(at_ + count, text_.size());
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
  }

  [[nodiscard]] bool starts(std::string_view mark) const {
    return text_.substr(at_, mark.size()) == mark;
  }
  [[nodiscard]] bool after_word() const { return at_ > 0 && is_word(text_[at_ - 1]); }
  static bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool joinable_ = false;
  Contents contents_;
};

/// Position after `word` standing alone in `text` at or after `from`.
std::optional<std::size_t> after(std::string_view text, std::string_view word,
                                 std::size_t from = 0) {
  for (auto at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end])))
      return end;
  }
  return std::nullopt;
}

bool looks_like_sql(std::string_view text) {
  if (after(text, "INSERT INTO") || after(text, "DELETE FROM")) return true;
  if (after(text, "CREATE TABLE") || after(text, "CREATE OR REPLACE TABLE")) return true;
  const auto select = after(text, "SELECT");
  if (select && after(text, "FROM", *select)) return true;
  const auto update = after(text, "UPDATE");
  return update && after(text, "SET", *update);
}

/// Where a file stands: its rank, and whether users may include it.
struct Place {
  Rank rank;
  bool is_public;
};

std::optional<Place> place_of(std::string_view path) {
  const auto top = first_part(path);
  const auto below = rest(path);
  if (top == "tools") return Place{kLayers.size() - 1, false};
  if (top == "src") {
    if (const auto rank = rank_of(first_part(below))) return Place{*rank, false};
  }
  if (top == "include" && first_part(below) == "egregora") {
    if (const auto rank = rank_of(first_part(rest(below)))) return Place{*rank, true};
  }
  return std::nullopt;
}

/// The layer that an #include names, if it is ours.
struct Named {
  std::optional<Rank> rank = {};
  bool is_public = false;
  bool is_umbrella = false;
};

Named named_by(std::string_view include) {
  if (include == "egregora/egregora.hpp") return {.is_umbrella = true};
  if (first_part(include) == "egregora" && !rest(include).empty()) {
    return {.rank = rank_of(first_part(rest(include))), .is_public = true};
  }
  if (rest(include).empty()) return {};
  return {.rank = rank_of(first_part(include))};
}

bool is_standard_header(std::string_view include) {
  return std::all_of(include.begin(), include.end(), [](char c) { return is_word(c); });
}

bool opens_files(std::string_view include) {
  static const std::set<std::string_view> kFileHeaders = {"fstream", "fcntl.h", "unistd.h",
                                                          "sys/stat.h", "sys/mman.h"};
  return kFileHeaders.count(include) != 0;
}

bool runs_threads(std::string_view include) {
  static const std::set<std::string_view> kThreadHeaders = {"thread", "future",
                                                            "condition_variable", "random"};
  return kThreadHeaders.count(include) != 0;
}

/// What is wrong with a file at `place` including `include`; empty when nothing is.
std::string complaint(const SourceFile& file, const Place& place, std::string_view include) {
  const Named named = named_by(include);
  const bool in_tools = file.path.starts_with("tools/");
  if (include == "duckdb.h" || include.starts_with("duckdb")) {
    if (!file.path.starts_with("src/engine/duckdb/"))
      return "only src/engine/duckdb may include DuckDB";
  }
  if (named.is_umbrella && !in_tools)
    return "layers include the headers they use, not the umbrella";
  if (named.rank && *named.rank > place.rank) return "a layer may not include one above it";
  if (named.rank && !named.is_public && in_tools && include != "tools/" &&
      *named.rank + 1 < kLayers.size()) {
    return "the program may include public headers only";
  }
  if (named.rank && !named.is_public && place.is_public)
    return "a public header may not include a private one";
  if (place.is_public && !named.is_public && !is_standard_header(include)) {
    return "a public header may include the standard library and public headers only";
  }
  if (include.starts_with("nlohmann") && !file.path.starts_with("src/"))
    return "only src may include nlohmann-json";
  if (place.rank < kEngine && opens_files(include)) return "only engine and above may touch files";
  if (place.rank == kSql && runs_threads(include)) return "sql may not touch threads or randomness";
  return {};
}

bool is_forbidden_name(std::string_view path) {
  std::string stem = std::filesystem::path(path).stem().string();
  static const std::set<std::string> kForbidden = {"util",    "utils",  "helper",
                                                   "helpers", "common", "misc"};
  for (std::size_t start = 0; start <= stem.size();) {
    const auto end = std::min(stem.find('_', start), stem.size());
    if (kForbidden.count(stem.substr(start, end - start)) != 0) return true;
    start = end + 1;
  }
  return false;
}

/// SQL is written by the sql layer. The program's `sql` command is the one place that must show
/// some.
bool may_hold_sql(std::string_view path, const Place& place) {
  if (place.rank < kDatabase) return true;
  return path.starts_with("tools/egregora/sql");
}

std::string at_line(const SourceFile& file, int line, const std::string& what) {
  return file.path + ":" + std::to_string(line) + ": " + what;
}

bool is_source(const std::filesystem::path& path) {
  return path.extension() == ".hpp" || path.extension() == ".cpp" || path.extension() == ".h";
}

std::vector<std::filesystem::path> sources_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> found;
  if (!std::filesystem::exists(folder)) return found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && is_source(entry.path())) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

Contents scan(std::string_view text) { return Scanner(text).run(); }

std::vector<std::string> violations(const SourceFile& file) {
  std::vector<std::string> found;
  if (is_forbidden_name(file.path))
    found.push_back(file.path + ": a name that says nothing; name it after what it holds");
  const auto place = place_of(file.path);
  if (!place) return found;
  const Contents contents = scan(file.text);
  for (const Found& include : contents.includes) {
    const std::string what = complaint(file, *place, include.text);
    if (!what.empty()) found.push_back(at_line(file, include.line, what + ": " + include.text));
  }
  if (may_hold_sql(file.path, *place)) return found;
  for (const Found& string : contents.strings) {
    if (looks_like_sql(string.text))
      found.push_back(at_line(file, string.line, "SQL text above the sql layer: " + string.text));
  }
  return found;
}

std::vector<std::string> violations(const std::filesystem::path& root) {
  std::vector<std::string> found;
  for (const char* top : {"include", "src", "tools", "tests"}) {
    for (const auto& path : sources_below(root / top)) {
      const auto some =
          violations(SourceFile{path.lexically_relative(root).generic_string(), read(path)});
      found.insert(found.end(), some.begin(), some.end());
    }
  }
  return found;
}

std::vector<std::string> folders_without_readme(const std::filesystem::path& root) {
  constexpr std::ptrdiff_t kLongest = 15;
  std::set<std::filesystem::path> folders;
  for (const char* top : {"include", "src", "tools", "tests", "bench", "examples"}) {
    for (const auto& path : sources_below(root / top)) folders.insert(path.parent_path());
  }
  std::vector<std::string> found;
  for (const auto& folder : folders) {
    const std::string name = folder.lexically_relative(root).generic_string();
    const std::string text = read(folder / "README.md");
    const auto lines = std::count(text.begin(), text.end(), '\n');
    if (text.empty()) found.push_back(name + ": no README.md");
    if (lines > kLongest)
      found.push_back(name + "/README.md: longer than fifteen lines: " + std::to_string(lines));
  }
  return found;
}

}  // namespace egregora::architecture
