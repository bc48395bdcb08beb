// SPDX-License-Identifier: Apache-2.0
#include "database/document_rows.hpp"

#include <fmt/format.h>

#include <egregora/core/errors.hpp>
#include <egregora/expr/functions.hpp>
#include <egregora/expr/memtable.hpp>

namespace egregora::detail {

namespace {
using schemas::Documents;

Scalar texts(const std::vector<std::string>& values) {
  return Scalar::of(DataType::list(DataType::string()),
                    std::vector<Scalar>(values.begin(), values.end()));
}

template <class T>
std::optional<T> optional_of(const Row& row, const char* column) {
  const Scalar value = row[column];
  return value.is_null() ? std::nullopt : std::optional<T>(value.as<T>());
}

std::optional<std::string> text_of(const Row& row, const char* column) {
  return optional_of<std::string>(row, column);
}

std::vector<std::string> texts_of(const Row& row, const char* column) {
  std::vector<std::string> found;
  const Scalar list = row[column];
  for (const Scalar& each : list.as<std::vector<Scalar>>()) {
    if (!each.is_null()) found.push_back(each.as<std::string>());
  }
  return found;
}

DocumentType type_of(const Row& row) {
  const auto word = row.get<std::string>("doc_type");
  if (const auto type = document_type_of(*word)) return *type;
  throw InternalError(fmt::format("a document is of no type we know: '{}'", *word));
}
}  // namespace

TypedTable<Documents> documents_table() {
  static const TypedTable<Documents> made(table(Documents::table_name, Documents::schema()));
  return made;
}

std::vector<Scalar> document_row(const Document& document) {
  const Scalar metadata = document.metadata.is_null()
                              ? Scalar::null(DataType::json())
                              : Scalar::of(DataType::json(), document.metadata.dump());
  return {document.id,
          to_string(document.type),
          document.status,
          document.content,
          document.blob,
          document.source_checksum,
          document.title,
          document.slug,
          document.summary,
          document.date,
          texts(document.authors),
          texts(document.tags),
          document.subject_uuid,
          document.alias,
          document.avatar_url,
          texts(document.interests),
          document.filename,
          document.mime_type,
          document.media_type,
          document.phash,
          document.window_start,
          document.window_end,
          metadata,
          document.created_at,
          document.updated_at};
}

Document document_of(const Row& row) {
  Document made{.id = *text_of(row, "id"),
                .type = type_of(row),
                .status = *text_of(row, "status"),
                .content = text_of(row, "content"),
                .blob = optional_of<Blob>(row, "blob"),
                .source_checksum = text_of(row, "source_checksum"),
                .title = text_of(row, "title"),
                .slug = text_of(row, "slug"),
                .summary = text_of(row, "summary"),
                .date = optional_of<Date>(row, "date"),
                .authors = texts_of(row, "authors"),
                .tags = texts_of(row, "tags"),
                .subject_uuid = optional_of<Uuid>(row, "subject_uuid"),
                .alias = text_of(row, "alias"),
                .avatar_url = text_of(row, "avatar_url"),
                .interests = texts_of(row, "interests"),
                .filename = text_of(row, "filename"),
                .mime_type = text_of(row, "mime_type"),
                .media_type = text_of(row, "media_type"),
                .phash = text_of(row, "phash"),
                .window_start = optional_of<Timestamp>(row, "window_start"),
                .window_end = optional_of<Timestamp>(row, "window_end"),
                .created_at = *optional_of<Timestamp>(row, "created_at"),
                .updated_at = *optional_of<Timestamp>(row, "updated_at")};
  if (const auto metadata = text_of(row, "extensions")) made.metadata = Json::parse(*metadata);
  return made;
}

Table summary_columns(const TypedTable<Documents>& documents) {
  return documents.select("id", "doc_type", "status", "title", "slug", "filename", "date",
                          Named{"content_bytes", documents.content.expr().byte_length()},
                          Named{"has_blob", documents.blob.notnull()}, "created_at", "updated_at");
}

DocumentSummary summary_of(const Row& row) {
  return {.id = *text_of(row, "id"),
          .type = type_of(row),
          .status = *text_of(row, "status"),
          .title = text_of(row, "title"),
          .slug = text_of(row, "slug"),
          .filename = text_of(row, "filename"),
          .date = optional_of<Date>(row, "date"),
          .content_bytes = optional_of<std::int64_t>(row, "content_bytes"),
          .has_blob = *optional_of<bool>(row, "has_blob"),
          .created_at = *optional_of<Timestamp>(row, "created_at"),
          .updated_at = *optional_of<Timestamp>(row, "updated_at")};
}

}  // namespace egregora::detail
