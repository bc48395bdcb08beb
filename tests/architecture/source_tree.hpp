// The rules of the folders, as code: which file may include what, how files may be called, where
// SQL may be written. It reads text and knows nothing of the compiler, so that it can be run on a
// made-up tree as well as on ours. The table of layers itself is in ARCHITECTURE.md; change both or
// neither.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace egregora::architecture {

/// One file, by its path from the root of the tree, with forward slashes.
struct SourceFile {
  std::string path;
  std::string text;
};

/// A string literal or the target of an #include, and the line it is on.
struct Found {
  std::string text;
  int line = 0;
};

/// What lies in a file that the rules speak about; comments are skipped.
struct Contents {
  std::vector<Found> includes;  ///< as written, without quotes or angle brackets
  std::vector<Found> strings;   ///< as written, without quotes; adjacent literals joined
};

[[nodiscard]] Contents scan(std::string_view text);

/// Returns "path:line: what is wrong" for every rule the file breaks.
[[nodiscard]] std::vector<std::string> violations(const SourceFile& file);

/// Returns the violations of all files below include/, src/, tools/ and the names of those below
/// tests/.
[[nodiscard]] std::vector<std::string> violations(const std::filesystem::path& root);

/// Returns the folders with code whose README.md is missing or longer than fifteen lines.
[[nodiscard]] std::vector<std::string> folders_without_readme(const std::filesystem::path& root);

}  // namespace egregora::architecture
