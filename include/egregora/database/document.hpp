// SPDX-License-Identifier: Apache-2.0
// The plain values that go into and come out of a repository of documents.
#pragma once

#include <egregora/core/json.hpp>
#include <egregora/core/time.hpp>
#include <egregora/core/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

enum class DocumentType {
  post,
  profile,
  announcement,
  journal,
  enrichment_url,
  enrichment_media,
  enrichment_image,
  enrichment_video,
  enrichment_audio,
  media,
  annotation
};
/// As written in the column `doc_type`. Throws: InvalidOperationError for any other value.
std::string_view to_string(DocumentType type);
/// The type of that word; absent where it is none.
std::optional<DocumentType> document_type_of(std::string_view word);

/// A row of `documents`. All texts are UTF-8. A post has title, slug and a status of draft,
/// published, archived; a profile title and subject_uuid; a journal title, window_start and
/// window_end; media filename and media_type.
struct Document {
  std::string id = {};  ///< not empty; unique among all types
  DocumentType type = DocumentType::post;
  std::string status = "draft";  ///< not empty
  std::optional<std::string> content = {};
  std::optional<std::vector<std::byte>> blob = {};  ///< kept byte by byte
  std::optional<std::string> source_checksum = {};
  std::optional<std::string> title = {};
  std::optional<std::string> slug = {};
  std::optional<std::string> summary = {};
  std::optional<Date> date = {};
  std::vector<std::string> authors = {};
  std::vector<std::string> tags = {};
  std::optional<Uuid> subject_uuid = {};  ///< whom a profile describes
  std::optional<std::string> alias = {};
  std::optional<std::string> avatar_url = {};
  std::vector<std::string> interests = {};
  std::optional<std::string> filename = {};
  std::optional<std::string> mime_type = {};
  std::optional<std::string> media_type = {};
  std::optional<std::string> phash = {};
  std::optional<Timestamp> window_start = {};
  std::optional<Timestamp> window_end = {};
  /// Everything else that is known of it: an object, or null. A key that is called as a member from
  /// `source_checksum` to `window_end` is that member: saving moves it there.
  Json metadata = {};
  Timestamp created_at = {};  ///< set by the repository when first saved, whatever stands here
  Timestamp updated_at = {};  ///< set by the repository
};

/// All keys of a document in one object: its metadata, and the members from `source_checksum` to
/// `window_end` that have a value. As `metadata` of a new document it gives the same one.
Json all_metadata(const Document& document);

/// A document without what may be large.
struct DocumentSummary {
  std::string id = {};
  DocumentType type = DocumentType::post;
  std::string status = {};
  std::optional<std::string> title = {};
  std::optional<std::string> slug = {};
  std::optional<std::string> filename = {};
  std::optional<Date> date = {};
  std::optional<std::int64_t> content_bytes = {};  ///< absent: it has none
  bool has_blob = false;
  Timestamp created_at = {};
  Timestamp updated_at = {};
};

}  // namespace egregora
