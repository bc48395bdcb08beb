// SPDX-License-Identifier: Apache-2.0
// Views by name: builders from table to table, the built-in six, and registries to keep them in,
// which tell what of a database is stale and bring it up to date.
#pragma once

#include <egregora/database/protocols.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

class DuckDBStorageManager;

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

/// A view whose table is not what its builder would make of the tables that there are now.
struct StaleView {
  std::string name;
  std::string reason;  ///< e.g. "its input 'messages' has changed"
};

struct RefreshedView {
  std::string name;
  std::string reason;  ///< why it was stale
  std::int64_t rows = 0;
};

struct RefreshOptions {
  std::vector<std::string> names = {};  ///< these and what they depend on; empty: all
  /// Told of each view right before it is built.
  std::function<void(std::string_view name)> on_view = {};
};

struct ViewExplanation {
  RegisteredView view;
  std::optional<std::string> stale = {};  ///< why it is; absent: it is up to date
  std::vector<std::string> reads = {};  ///< stored tables, sorted; empty where an input is missing
  std::string sql = {};                 ///< of the rows; empty where an input is missing
};

/// View builders by name; names are compared letter case aside. Thread safety: any thread.
///
/// A view is up to date when its table was made by the same expression, was not changed since, and
/// none of the tables that it reads was changed since: those of `depends_on`, and those that its
/// expression names. Whether they were is known from the generations of their Parquet files, so an
/// input whose rows are in no file counts as changed, as do files, cached tables and larger
/// in-memory tables that a builder reads. Functions like now() are not looked at.
/// A view without `depends_on` is left out of all three: execute_view() builds it.
///
/// @code
///   const auto loud = [](const Table& t) { return t.filter(t["text"].like("%!")); };
///   views().add("loud", loud, {.depends_on = {"conversations"}});
///   for (const auto& view : views().refresh(storage)) std::cout << view.name << view.reason;
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

  /// What refresh() would build, in its order: every view after those it depends on. Changes
  /// nothing. Of all views where `names` is empty, else of these and what they depend on.
  /// Throws: ViewNotFoundError; InvalidOperationError where views read each other in a circle;
  /// what a builder throws.
  std::vector<StaleView> plan(const DuckDBStorageManager& storage,
                              const std::vector<std::string>& names = {}) const;
  /// Builds what is stale and nothing else, each view as one write_table(); an input whose rows are
  /// in no Parquet file gets one first. Where one fails, those before it stay built.
  /// Throws: as plan() and execute_view(); TableNotFoundError for an input that does not exist.
  std::vector<RefreshedView> refresh(DuckDBStorageManager& storage,
                                     const RefreshOptions& options = {}) const;
  /// Throws: as plan().
  ViewExplanation explain(const DuckDBStorageManager& storage, std::string_view name) const;

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
