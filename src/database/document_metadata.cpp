// SPDX-License-Identifier: Apache-2.0
#include "database/document_metadata.hpp"

#include <functional>
#include <map>

#include <fmt/format.h>

#include <egregora/core/errors.hpp>

namespace egregora {

namespace {
using Text = std::optional<std::string>;
using Texts = std::vector<std::string>;

// A member as JSON (null: no value) and back. The way back throws what its reader throws.
Json written(const Text& value) { return value ? Json(*value) : Json(); }
Json written(const Texts& values) {
  if (values.empty()) return {};
  Json list = Json::array();
  for (const std::string& value : values) list.push_back(value);
  return list;
}
Json written(const std::optional<Uuid>& value) { return value ? Json(value->to_string()) : Json(); }
Json written(const std::optional<Date>& value) {
  return value ? Json(format_date(*value)) : Json();
}
Json written(const std::optional<Timestamp>& value) {
  return value ? Json(format_timestamp(*value)) : Json();
}

void read(const Json& value, Text& to) { to = value.as_string(); }
void read(const Json& value, Texts& to) {
  if (!value.is_array()) throw JsonError("a list of texts is wanted");
  to.clear();
  for (std::size_t i = 0; i < value.size(); ++i) to.push_back(value.at(i).as_string());
}
void read(const Json& value, std::optional<Uuid>& to) { to = Uuid::parse(value.as_string()); }
void read(const Json& value, std::optional<Date>& to) { to = parse_date(value.as_string()); }
void read(const Json& value, std::optional<Timestamp>& to) {
  to = parse_timestamp(value.as_string());
}

/// How one key is written of a document, and read into one.
struct Key {
  std::function<Json(const Document&)> write;
  std::function<void(const Json&, Document&)> read;
};

template <class T>
Key key_of(T Document::*member) {
  return {
      [member](const Document& document) { return written(document.*member); },
      [member](const Json& value, Document& document) { egregora::read(value, document.*member); }};
}

const std::map<std::string, Key, std::less<>>& keys() {
  static const std::map<std::string, Key, std::less<>> all = {
      {"source_checksum", key_of(&Document::source_checksum)},
      {"title", key_of(&Document::title)},
      {"slug", key_of(&Document::slug)},
      {"summary", key_of(&Document::summary)},
      {"date", key_of(&Document::date)},
      {"authors", key_of(&Document::authors)},
      {"tags", key_of(&Document::tags)},
      {"subject_uuid", key_of(&Document::subject_uuid)},
      {"alias", key_of(&Document::alias)},
      {"avatar_url", key_of(&Document::avatar_url)},
      {"interests", key_of(&Document::interests)},
      {"filename", key_of(&Document::filename)},
      {"mime_type", key_of(&Document::mime_type)},
      {"media_type", key_of(&Document::media_type)},
      {"phash", key_of(&Document::phash)},
      {"window_start", key_of(&Document::window_start)},
      {"window_end", key_of(&Document::window_end)}};
  return all;
}

[[noreturn]] void refuse(const Document& document, const std::string& why) {
  throw InvalidOperationError(fmt::format("document '{}': {}", document.id, why),
                              {.object_name = document.id});
}

/// Moves one key into its member.
void move_key(const std::string& name, const Key& key, const Json& value, const Document& given,
              Document& made) {
  if (value.is_null()) return;
  Document read;
  try {
    key.read(value, read);
  } catch (const Error& error) {
    refuse(given, fmt::format("its metadata key '{}' cannot be its member of that name: {}", name,
                              error.what()));
  }
  const Json member = key.write(given);
  if (!member.is_null() && !(member == key.write(read))) {
    refuse(given, fmt::format("its metadata key '{}' says something else than its member of that "
                              "name; leave one of them out",
                              name));
  }
  key.read(value, made);
}
}  // namespace

Json all_metadata(const Document& document) {
  Json all = document.metadata.is_null() ? Json::object() : document.metadata;
  for (const auto& [name, key] : keys()) {
    Json value = key.write(document);
    if (!value.is_null()) all.set(name, std::move(value));
  }
  return all;
}

namespace detail {

Document with_keys_in_members(const Document& document) {
  if (document.metadata.is_null()) return document;
  if (!document.metadata.is_object()) refuse(document, "its metadata is no object");
  Document made = document;
  made.metadata = Json::object();
  for (const std::string& name : document.metadata.keys()) {
    const Json value = document.metadata.at(name);
    const auto known = keys().find(name);
    if (known == keys().end()) {
      made.metadata.set(name, value);
    } else {
      move_key(name, known->second, value, document, made);
    }
  }
  return made;
}

}  // namespace detail
}  // namespace egregora
