// SPDX-License-Identifier: Apache-2.0
// What the pipeline writes: posts, profiles, enrichments, media, and remarks on them.
#pragma once

#include <egregora/expr/columns.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora::schemas {

/// Generated documents: posts, profiles, enrichments.
struct Documents : Columns<Documents> {
  static constexpr std::string_view table_name = "documents";
  Column<sql::Text> id{this, "id", primary_key};
  Column<sql::Text> doc_type{this, "doc_type"};
  Column<sql::Text> status{this, "status"};
  Column<nullable<sql::Text>> content{this, "content"};
  Column<nullable<sql::Bytes>> blob{this, "blob"};
  Column<nullable<sql::Text>> source_checksum{this, "source_checksum"};
  Column<nullable<sql::Text>> title{this, "title"};
  Column<nullable<sql::Text>> slug{this, "slug"};
  Column<nullable<sql::Text>> summary{this, "summary"};
  Column<nullable<sql::Date>> date{this, "date"};
  Column<sql::List<sql::Text>> authors{this, "authors"};
  Column<sql::List<sql::Text>> tags{this, "tags"};
  Column<nullable<sql::Uuid>> subject_uuid{this, "subject_uuid"};
  Column<nullable<sql::Text>> alias{this, "alias"};
  Column<nullable<sql::Text>> avatar_url{this, "avatar_url"};
  Column<sql::List<sql::Text>> interests{this, "interests"};
  Column<nullable<sql::Text>> filename{this, "filename"};
  Column<nullable<sql::Text>> mime_type{this, "mime_type"};
  Column<nullable<sql::Text>> media_type{this, "media_type"};
  Column<nullable<sql::Text>> phash{this, "phash"};
  Column<nullable<sql::TimestampTz>> window_start{this, "window_start"};
  Column<nullable<sql::TimestampTz>> window_end{this, "window_end"};
  Column<nullable<sql::Json>> extensions{this, "extensions"};  ///< every other key of the metadata
  Column<sql::TimestampTz> created_at{this, "created_at"};
  Column<sql::TimestampTz> updated_at{this, "updated_at"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"id"}; }
};

/// Remarks on messages, posts and other remarks.
struct Annotations : Columns<Annotations> {
  static constexpr std::string_view table_name = "annotations";
  Column<sql::Text> id{this, "id", primary_key};
  Column<sql::Text> parent_id{this, "parent_id"};
  Column<sql::Text> parent_type{this, "parent_type"};
  Column<sql::Text> author_id{this, "author_id"};
  Column<sql::Text> content{this, "content"};
  Column<sql::TimestampTz> created_at{this, "created_at"};
  Column<nullable<sql::Text>> source_checksum{this, "source_checksum"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"created_at", "id"}; }
};

}  // namespace egregora::schemas
