// SPDX-License-Identifier: Apache-2.0
// Random documents saved, saved again, removed, rolled back, against a map: what is got is what was
// saved last, to the letter, and the list is the map's.
#include <egregora/core/errors.hpp>
#include <egregora/database/content_repository.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <stdexcept>
#include <string>

namespace egregora::testing {
namespace {

using Text = std::optional<std::string>;

std::string drawn_text() {
  return *rc::gen::element<std::string>("", "a", "it's \"so\"", "\xC3\xA4\xF0\x9F\xA6\x86", "{}",
                                        std::string("\0x", 2), "null", "$1");
}
Text drawn_optional() { return *rc::gen::inRange(0, 3) == 0 ? Text() : Text(drawn_text()); }
std::vector<std::string> drawn_list() {
  std::vector<std::string> drawn;
  for (int size = *rc::gen::inRange(0, 3); size > 0; --size) drawn.push_back(drawn_text());
  return drawn;
}
Json drawn_value(int depth) {
  switch (*rc::gen::inRange(0, depth > 1 ? 4 : 6)) {
    case 0:
      return *rc::gen::arbitrary<std::int64_t>();
    case 1:
      return static_cast<double>(*rc::gen::arbitrary<int>()) / 7;
    case 2:
      return drawn_text();
    case 3:
      return *rc::gen::element(Json(), Json(true), Json(false));
    case 4: {
      Json list = Json::array();
      for (int size = *rc::gen::inRange(0, 3); size > 0; --size) {
        list.push_back(drawn_value(depth + 1));
      }
      return list;
    }
    default: {
      Json object = Json::object();
      for (int size = *rc::gen::inRange(0, 3); size > 0; --size) {
        object.set(drawn_text() + "k", drawn_value(depth + 1));
      }
      return object;
    }
  }
}

Document drawn_document() {
  Document drawn{.id = "id " + std::to_string(*rc::gen::inRange(0, 5)),
                 .type = DocumentType::announcement,
                 .status = "s" + drawn_text(),
                 .content = drawn_optional()};
  if (*rc::gen::arbitrary<bool>()) {
    drawn.blob = std::vector<std::byte>();
    for (int size = *rc::gen::inRange(0, 40); size > 0; --size) {
      drawn.blob->push_back(static_cast<std::byte>(*rc::gen::inRange(0, 256)));
    }
  }
  drawn.title = drawn_optional();
  drawn.slug = drawn_optional();
  if (*rc::gen::arbitrary<bool>()) {
    drawn.date = Date(std::chrono::days(*rc::gen::inRange(-40'000, 40'000)));
    drawn.window_start = Timestamp(std::chrono::microseconds(*rc::gen::arbitrary<int>()));
    drawn.subject_uuid = uuid5(kNamespaceOid, drawn_text());
  }
  drawn.authors = drawn_list();
  drawn.tags = drawn_list();
  drawn.filename = drawn_optional();
  if (*rc::gen::arbitrary<bool>()) {
    drawn.metadata = Json::object();
    for (int size = *rc::gen::inRange(0, 4); size > 0; --size) {
      drawn.metadata.set(drawn_text() + "k", drawn_value(0));
    }
  }
  return drawn;
}

struct NotThisTime : std::runtime_error {
  NotThisTime() : std::runtime_error("rolled back") {}
};

class Walk {
 public:
  void step() {
    const Document document = drawn_document();
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        RC_ASSERT(repository_.remove(document.type, document.id) ==
                  (model_.erase(document.id) == 1));
        return;
      case 1:
        RC_ASSERT_THROWS_AS(storage_.transaction([&](Transaction& tx) {
          repository_.save(tx, document);
          repository_.remove(tx, document.type, "id 0");
          throw NotThisTime();
        }),
                            NotThisTime);
        return;
      case 2:
        storage_.transaction([&](Transaction& tx) {
          repository_.save(tx, drawn_document());
          repository_.save(tx, document);
          repository_.remove(tx, document.type, document.id);
          repository_.save(tx, document);
          forget_others(tx, document.id);
        });
        model_.clear();
        break;
      default:
        repository_.save(document);
    }
    model_[document.id] = document;
  }
  void compare() const {
    const auto listed = repository_.list();
    RC_ASSERT(listed.size() == model_.size());
    auto next = listed.begin();
    for (const auto& [id, wanted] : model_) {
      const Document found = repository_.get(wanted.type, id);
      RC_ASSERT(next->id == id);
      RC_ASSERT(next->has_blob == wanted.blob.has_value());
      RC_ASSERT(found.status == wanted.status);
      RC_ASSERT(found.content == wanted.content);
      RC_ASSERT(found.blob == wanted.blob);
      RC_ASSERT(found.title == wanted.title);
      RC_ASSERT(found.metadata == wanted.metadata);
      RC_ASSERT(all_metadata(found) == all_metadata(wanted));
      ++next;
    }
  }

 private:
  void forget_others(Transaction& tx, const std::string& but) {
    for (int i = 0; i < 5; ++i) {
      const std::string id = "id " + std::to_string(i);
      if (id != but) repository_.remove(tx, DocumentType::announcement, id);
    }
  }

  DuckDBStorageManager storage_;
  ContentRepository repository_{storage_};
  std::map<std::string, Document> model_;
};

RC_GTEST_PROP(DocumentModel, gives_back_what_was_saved_last, ()) {
  Walk walk;
  for (int steps = *rc::gen::inRange(1, 12); steps > 0; --steps) walk.step();
  walk.compare();
}

}  // namespace
}  // namespace egregora::testing
