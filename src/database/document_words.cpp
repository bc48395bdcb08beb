// SPDX-License-Identifier: Apache-2.0
// The words of the column `doc_type`.
#include <egregora/core/errors.hpp>
#include <egregora/database/document.hpp>

#include <array>

#include <fmt/format.h>

namespace egregora {

namespace {
// In the order of the enumeration.
constexpr std::array<std::string_view, 11> kWords = {"post",
                                                     "profile",
                                                     "announcement",
                                                     "journal",
                                                     "enrichment_url",
                                                     "enrichment_media",
                                                     "enrichment_image",
                                                     "enrichment_video",
                                                     "enrichment_audio",
                                                     "media",
                                                     "annotation"};
static_assert(kWords[static_cast<std::size_t>(DocumentType::annotation)] == "annotation");
}  // namespace

std::string_view to_string(DocumentType type) {
  const auto at = static_cast<std::size_t>(type);
  if (at < kWords.size()) return kWords[at];
  throw InvalidOperationError(
      fmt::format("this is no type of a document: {}", static_cast<int>(type)));
}

std::optional<DocumentType> document_type_of(std::string_view word) {
  for (std::size_t at = 0; at < kWords.size(); ++at) {
    if (kWords[at] == word) return static_cast<DocumentType>(at);
  }
  return std::nullopt;
}

}  // namespace egregora
