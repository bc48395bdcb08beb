// SPDX-License-Identifier: Apache-2.0
// Edit distance over bytes (optimal string alignment: a swap of neighbours counts once). Names here
// are short and lists are small, so the plain table is enough; it must never be used on user texts.
#include <egregora/core/text_distance.hpp>

#include <algorithm>
#include <utility>

namespace egregora {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

/// Whether one name is a part of the other; below three letters that would be true by chance.
bool holds(std::string_view a, std::string_view b) {
  const auto& [shorter, longer] =
      std::minmax(a, b, [](auto x, auto y) { return x.size() < y.size(); });
  return shorter.size() >= 3 && longer.find(shorter) != std::string_view::npos;
}

bool plausible(std::string_view wanted, std::string_view name, std::size_t distance) {
  const std::size_t length = std::max(wanted.size(), name.size());
  return holds(wanted, name) ||
         (distance < length && distance <= std::max<std::size_t>(1, length / 3));
}

}  // namespace

std::vector<std::string> nearest_names(std::string_view wanted, std::span<const std::string> known,
                                       std::size_t limit) {
  // A mistyped path or a pasted text would cost its length squared and resembles no name.
  constexpr std::size_t kLongestName = 256;
  std::vector<std::pair<std::size_t, std::string>> found;
  const std::string folded = lower_ascii(wanted);
  for (const std::string& name : known) {
    if (std::max(name.size(), wanted.size()) > kLongestName) continue;
    const std::string folded_name = lower_ascii(name);
    const std::size_t distance = edit_distance(folded, folded_name);
    if (plausible(folded, folded_name, distance)) found.emplace_back(distance, name);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > limit) found.resize(limit);
  std::vector<std::string> names;
  for (auto& [distance, name] : found) names.push_back(std::move(name));
  return names;
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string> known,
                         std::size_t limit) {
  const std::vector<std::string> names = nearest_names(wanted, known, limit);
  if (names.empty()) return {};
  std::string out = "; did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out.append("'").append(names[i]).append("'");
  }
  return out + "?";
}

}  // namespace egregora
