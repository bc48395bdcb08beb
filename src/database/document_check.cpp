// SPDX-License-Identifier: Apache-2.0
// The rules that the table's checks hold too, said in words, and all at once.
#include "database/document_check.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

#include "core/utf8.hpp"
#include "database/exact_json.hpp"

namespace egregora::detail {

namespace {
class DocumentCheck {
 public:
  explicit DocumentCheck(const Document& document) : document_(document) {}

  void run() {
    if (document_.id.empty()) broken("its id is empty");
    if (document_.status.empty()) broken("its status is empty");
    rules_of_type();
    if (!broken_.empty()) {
      throw InvalidOperationError(fmt::format("document '{}' ({}) cannot be saved: {}",
                                              document_.id, to_string(document_.type), broken_),
                                  {.object_name = document_.id});
    }
    texts();
  }

 private:
  void broken(std::string_view rule) {
    if (!broken_.empty()) broken_ += "; ";
    broken_ += rule;
  }
  template <class T>
  void has(const std::optional<T>& value, std::string_view what) {
    if (!value) broken(fmt::format("a {} has a {}", to_string(document_.type), what));
  }
  void has(const std::optional<std::string>& value, std::string_view what) {
    if (!value || value->empty()) {
      broken(fmt::format("a {} has a {} that is not empty", to_string(document_.type), what));
    }
  }
  void rules_of_type() {
    switch (document_.type) {
      case DocumentType::post:
        has(document_.title, "title");
        has(document_.slug, "slug");
        return post_status();
      case DocumentType::profile:
        has(document_.title, "title");
        return has(document_.subject_uuid, "subject_uuid");
      case DocumentType::journal:
        has(document_.title, "title");
        has(document_.window_start, "window_start");
        return has(document_.window_end, "window_end");
      case DocumentType::media:
        has(document_.filename, "filename");
        return has(document_.media_type, "media_type");
      default:
        static_cast<void>(to_string(document_.type));  // throws where it is none
    }
  }
  void post_status() {
    const std::string& status = document_.status;
    if (status == "draft" || status == "published" || status == "archived") return;
    broken(fmt::format("a post's status is draft, published or archived, not '{}'", status));
  }

  void text(std::string_view value, std::string_view what) const {
    if (is_utf8(value)) return;
    throw TypeError(
        fmt::format("document '{}': its {} is no UTF-8; what is not text goes into blob",
                    is_utf8(document_.id) ? document_.id : "?", what),
        {.object_name = document_.id});
  }
  void text(const std::optional<std::string>& value, std::string_view what) const {
    if (value) text(std::string_view(*value), what);
  }
  void text(const std::vector<std::string>& values, std::string_view what) const {
    for (const std::string& value : values) text(std::string_view(value), what);
  }
  void texts() const {
    text(std::string_view(document_.id), "id");
    text(std::string_view(document_.status), "status");
    text(document_.content, "content");
    text(document_.source_checksum, "source_checksum");
    text(document_.title, "title");
    text(document_.slug, "slug");
    text(document_.summary, "summary");
    text(document_.authors, "authors");
    text(document_.tags, "tags");
    text(document_.alias, "alias");
    text(document_.avatar_url, "avatar_url");
    text(document_.interests, "interests");
    text(document_.filename, "filename");
    text(document_.mime_type, "mime_type");
    text(document_.media_type, "media_type");
    text(document_.phash, "phash");
    metadata();
  }
  void metadata() const {
    if (is_exact(document_.metadata)) return;
    throw TypeError(
        fmt::format("document '{}': its metadata holds what JSON cannot: a text that is "
                    "no UTF-8, or a number that is not finite",
                    document_.id),
        {.object_name = document_.id});
  }

  const Document& document_;
  std::string broken_;
};
}  // namespace

void check_document(const Document& document) { DocumentCheck(document).run(); }

}  // namespace egregora::detail
