// SPDX-License-Identifier: Apache-2.0
// Documents.
#include <egregora/database/content_repository.hpp>

#include "crash/power/store_operations.hpp"

namespace egregora::crash_tests {
namespace {

Operation on_documents(std::string name, std::function<void(ContentRepository&)> run) {
  return undisturbed_operation(std::move(name), [run = std::move(run)](WorkloadStorage& at) {
    ContentRepository documents(*at.manager, at.tools);
    run(documents);
  });
}

Document post(const std::string& id, const std::string& content) {
  return {.id = id,
          .content = content,
          .title = "Spring",
          .slug = "spring-" + id,
          .metadata = Json::parse("{\"mood\": 3}")};
}

}  // namespace

std::vector<Operation> documents() {
  return {
      on_documents("save", [](ContentRepository& to) { to.save(post("p-1", "short")); }),
      on_documents("save another",
                   [](ContentRepository& to) {
                     Document picture{.id = "m-1",
                                      .type = DocumentType::media,
                                      .blob = std::vector<std::byte>(20'000, std::byte{7}),
                                      .filename = "m.png",
                                      .media_type = "image"};
                     to.save(picture);
                   }),
      on_documents("save again",
                   [](ContentRepository& to) { to.save(post("p-1", std::string(9'000, 'x'))); }),
      on_documents("save with other tags",
                   [](ContentRepository& to) {
                     Document changed = post("p-1", std::string(9'000, 'y'));
                     changed.tags = {"spring"};
                     to.save(changed);
                   }),
      on_documents("remove", [](ContentRepository& to) { to.remove(DocumentType::media, "m-1"); })};
}

}  // namespace egregora::crash_tests
