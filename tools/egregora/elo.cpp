// SPDX-License-Identifier: Apache-2.0
// `egregora elo`: posts compared two by two, and the ratings that come of it.
#include <egregora/database/elo_store.hpp>
#include <egregora/database/schemas.hpp>
#include <egregora/expr/functions.hpp>

#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/frame_of.hpp"
#include "tools/egregora/row_output.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct InitOptions {
  std::vector<std::string> posts = {};
  double rating = kInitialRating;
  OutputOptions output = {};
};

struct RecordOptions {
  std::string winner = {};
  std::string loser = {};
  bool tie = false;
  double k_factor = kDefaultKFactor;
  std::optional<std::string> comparison_id = {};
  OutputOptions output = {};
};

struct TopOptions {
  TopPosts query = {};
  OutputOptions output = {};
};

struct HistoryOptions {
  std::optional<std::string> post = {};
  OutputOptions output = {};
};

struct RecomputeOptions {
  std::optional<double> k_factor = {};
  OutputOptions output = {};
};

std::string check_finite(const std::string& text) {
  double value = 0;
  return CLI::detail::lexical_cast(text, value) && std::isfinite(value)
             ? ""
             : "'" + text + "' is no finite number";
}

void write_ratings(const Session& session, const std::vector<EloRecord>& posts,
                   const OutputOptions& output) {
  std::vector<std::vector<Scalar>> rows;
  for (const EloRecord& post : posts) {
    rows.push_back({post.post_id, post.rating, post.comparisons, post.wins, post.losses, post.ties,
                    post.last_updated});
  }
  write_rows(session,
             frame_of({{"post_id", DataType::string()},
                       {"rating", DataType::float64()},
                       {"comparisons", DataType::int64()},
                       {"wins", DataType::int64()},
                       {"losses", DataType::int64()},
                       {"ties", DataType::int64()},
                       {"last_updated", DataType::timestamp_tz()}},
                      rows),
             output);
}

/// Writes what the database holds of `posts`, and closes it: a change that cannot be flushed is an
/// error, not a warning.
void close_and_write(const Session& session, DuckDBStorageManager& storage, const EloStore& store,
                     const std::vector<std::string>& posts, const OutputOptions& output) {
  std::vector<EloRecord> records;
  for (const std::string& post : posts) {
    if (const auto known = store.get_rating(post)) records.push_back(*known);
  }
  storage.close();
  write_ratings(session, records, output);
}

int init(Session& session, const InitOptions& options) {
  const auto storage = session.open_or_create();
  EloStore store(*storage);
  storage->transaction([&](Transaction& tx) {
    for (const std::string& post : options.posts) {
      store.initialize_post(tx, {.post_id = post, .initial_rating = options.rating});
    }
  });
  close_and_write(session, *storage, store, options.posts, options.output);
  return 0;
}

int record(Session& session, const RecordOptions& options) {
  const auto storage = session.open_to_write();
  EloStore store(*storage);
  store.record_batch(std::vector<Comparison>{{.winner_id = options.winner,
                                              .loser_id = options.loser,
                                              .k_factor = options.k_factor,
                                              .comparison_id = options.comparison_id,
                                              .tie = options.tie}});
  close_and_write(session, *storage, store, {options.winner, options.loser}, options.output);
  return 0;
}

int top(Session& session, const TopOptions& options) {
  const auto storage = session.open_to_read();
  write_ratings(session, EloStore(*storage).get_top_posts(options.query), options.output);
  return 0;
}

/// Streamed: a history may be long.
int history(Session& session, const HistoryOptions& options) {
  const auto storage = session.open_to_read();
  Table comparisons = storage->read_table(schemas::ComparisonHistory::table_name);
  if (options.post) {
    comparisons = comparisons.filter(comparisons["post_a"] == literal(*options.post) ||
                                     comparisons["post_b"] == literal(*options.post));
  }
  comparisons = comparisons.order_by(comparisons["seq"].desc());
  if (options.output.row_format() == RowFormat::table) {
    comparisons = comparisons.select("seq", "post_a", "post_b", "winner", "k_factor",
                                     "rating_a_after", "rating_b_after", "timestamp");
  }
  write_rows(session, comparisons, options.output);
  return 0;
}

int recompute(Session& session, const RecomputeOptions& options) {
  const auto storage = session.open_to_read();
  const auto differences = EloStore(*storage).recompute(options.k_factor);
  std::vector<std::vector<Scalar>> rows;
  for (const RatingDifference& post : differences) {
    rows.push_back(
        {post.post_id,
         post.stored_rating ? Scalar(*post.stored_rating) : Scalar::null(DataType::float64()),
         post.replayed_rating, post.stored_comparisons, post.replayed_comparisons});
  }
  if (rows.empty() && options.output.row_format() == RowFormat::table) {
    session.out << "the history gives the ratings that are stored\n";
    return 0;
  }
  write_rows(session,
             frame_of({{"post_id", DataType::string()},
                       {"stored_rating", DataType::float64()},
                       {"replayed_rating", DataType::float64()},
                       {"stored_comparisons", DataType::int64()},
                       {"replayed_comparisons", DataType::int64()}},
                      rows),
             options.output);
  return 0;
}

void add_init(CLI::App& elo, CommandLine& line) {
  CLI::App& command = add_command(
      elo, {"init", "Make posts known; those that are keep their rating. Makes the database too",
            "egregora elo init post-1 post-2 --rating 1500"});
  auto options = std::make_shared<InitOptions>();
  command.add_option("posts", options->posts, "Ids of posts")->type_name("POST");
  command.add_option("--rating", options->rating, "What they begin with (default: 1500)")
      ->check(CLI::Validator(check_finite, ""))
      ->type_name("RATING");
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return init(session, *options); });
}

void add_record(CLI::App& elo, CommandLine& line) {
  CLI::App& command =
      add_command(elo, {"record", "Record that a post was found better than another, or as good",
                        "egregora elo record post-1 post-2\n"
                        "egregora elo record post-1 post-3 --tie"});
  auto options = std::make_shared<RecordOptions>();
  command.add_option("winner", options->winner, "The better post")->required()->type_name("WINNER");
  command.add_option("loser", options->loser, "The other one")->required()->type_name("LOSER");
  command.add_flag("--tie", options->tie, "Neither is better");
  command
      .add_option("--k-factor", options->k_factor, "How much one comparison moves (default: 32)")
      ->check(CLI::PositiveNumber & CLI::Validator(check_finite, ""))
      ->type_name("K");
  command
      .add_option("--id", options->comparison_id,
                  "An id of the comparison: recorded once, however often it is said")
      ->type_name("ID");
  add_format_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return record(session, *options); });
}

void add_top(CLI::App& elo, CommandLine& line) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  CLI::App& command =
      add_command(elo, {"top", "List the best posts", "egregora elo top --limit 3"});
  auto options = std::make_shared<TopOptions>();
  command
      .add_option("--min-comparisons", options->query.min_comparisons,
                  "Leave out posts compared less often (default: 1)")
      ->check(CLI::Range(std::int64_t{0}, kMost))
      ->type_name("N");
  add_format_options(command, options->output);
  command.add_option("--limit", options->query.limit, "At most so many posts (default: 10)")
      ->check(CLI::Range(std::int64_t{0}, kMost))
      ->type_name("N")
      ->group("Output");
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return top(session, *options); });
}

void add_history(CLI::App& elo, CommandLine& line) {
  CLI::App& command = add_command(elo, {"history", "List the comparisons, the newest first",
                                        "egregora elo history --post post-1 --limit 5"});
  auto options = std::make_shared<HistoryOptions>();
  command.add_option("--post", options->post, "Only those that this post took part in")
      ->type_name("POST");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return history(session, *options); });
}

void add_recompute(CLI::App& elo, CommandLine& line) {
  CLI::App& command =
      add_command(elo, {"recompute",
                        "Play the history again and list posts for which that gives something else "
                        "than is stored; changes nothing",
                        "egregora elo recompute --k-factor 16"});
  auto options = std::make_shared<RecomputeOptions>();
  command
      .add_option("--k-factor", options->k_factor,
                  "As if every comparison had been made with it (default: its own)")
      ->check(CLI::PositiveNumber & CLI::Validator(check_finite, ""))
      ->type_name("K");
  add_output_options(command, options->output);
  add_database_options(command, line.options);
  set_action(command, line, [options](Session& session) { return recompute(session, *options); });
}

}  // namespace

void add_elo(CLI::App& program, CommandLine& line) {
  CLI::App& elo = add_command(program, {"elo", "Compare posts two by two, and rank them",
                                        "egregora elo record post-1 post-2\negregora elo top"});
  elo.require_subcommand(1);
  for (const auto add : {add_init, add_record, add_top, add_history, add_recompute}) add(elo, line);
}

}  // namespace egregora::program
