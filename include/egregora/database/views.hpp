// SPDX-License-Identifier: Apache-2.0
// Views by name: builders from table to table, the built-in six, and registries to keep them in.
// A registry only knows how a view is built; materialising it is the storage manager's work.
#pragma once

#include <egregora/database/protocols.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

struct RegisteredViewOptions {
  std::string description = {};
  /// Tables and views that this one is made from; the first is handed to the builder.
  std::vector<std::string> depends_on = {};
};

/// What a registry knows of one view.
struct RegisteredView {
  std::string name;
  ViewBuilder builder;
  std::string description = {};
  std::vector<std::string> depends_on = {};
};

/// View builders by name; names are compared letter case aside. Thread safety: any thread.
///
/// @code
///   views().add("loud", [](const Table& t) { return t.filter(t["text"].like("%!")); },
///   {.depends_on = {"conversations"}}); Table loud = storage.execute_view("loud",
///   views().get("loud"), "conversations");
/// @endcode
class ViewRegistry {
 public:
  ViewRegistry();  ///< empty
  ~ViewRegistry();
  ViewRegistry(const ViewRegistry&) = delete;
  ViewRegistry& operator=(const ViewRegistry&) = delete;

  /// Throws: TableExistsError for a name that is taken; InvalidTableNameError;
  /// InvalidOperationError for an empty builder, or for dependencies that form a cycle (the path is
  /// named).
  void add(std::string_view name, ViewBuilder builder, RegisteredViewOptions options = {});
  /// Throws: ViewNotFoundError with the nearest names.
  ViewBuilder get(std::string_view name) const;
  RegisteredView describe(std::string_view name) const;
  bool has(std::string_view name) const;
  /// In alphabetical order.
  std::vector<std::string> list() const;
  /// True where there was one.
  bool remove(std::string_view name);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The registry that storage managers use unless they are given one; holds the built-in views.
ViewRegistry& views();

/// The built-in views, over tables in the vocabulary of `conversations` (thread_id, ts, text,
/// media_url, author_uuid, and seq, event_id, kind where there are): `chunks` and
/// `chunks_optimized` add `chunk_idx`, the position in the thread from 0; `messages_with_media` and
/// `messages_with_text` (neither NULL nor empty) are filters; `hourly_aggregates` and
/// `daily_aggregates` count messages and authors by `hour` or `day` in UTC, in order, system lines
/// left out.
const std::map<std::string, ViewBuilder, std::less<>>& common_views();

}  // namespace egregora
