// SPDX-License-Identifier: Apache-2.0
// What a store of runs records, refuses and gives back.
#include "unit/database/run_fixture.hpp"

namespace egregora {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class RunStoreTest : public RunTest {
 protected:
  /// A run that already is in `status`.
  Uuid run_in(RunStatus status) {
    const bool is_begun = status != RunStatus::pending;
    const Uuid id = store_.create_run({.status = is_begun ? RunStatus::running : status});
    if (is_begun) store_.update_run_status(id, status, {});
    return id;
  }

  DuckDBStorageManager storage_{on_file()};
  RunStore store_{storage_, tools()};
};

TEST_F(RunStoreTest, a_run_says_how_to_do_it_again) {
  const Uuid parent = store_.create_run({});
  const Uuid id = store_.create_run({.config = {{"window_size", 7}, {"source", "whatsapp"}},
                                     .stage = "windows",
                                     .parent_run_id = parent,
                                     .code_ref = "4f2a91c",
                                     .trace_id = "trace-1",
                                     .tenant_id = "site",
                                     .attrs = {{"host", "a"}}});
  EXPECT_EQ(id, counted(2));
  const RunRecord run = store_.get_run(id);
  EXPECT_EQ(run.config.at("window_size"), 7);
  EXPECT_EQ(run.config_hash, config_hash({{"source", "whatsapp"}, {"window_size", 7}}));
  EXPECT_EQ(run.stage, "windows");
  EXPECT_EQ(run.status, RunStatus::running);
  EXPECT_EQ(run.parent_run_id, parent);
  EXPECT_EQ(run.code_ref, "4f2a91c");
  EXPECT_THAT(run.engine_version.value(), HasSubstr("DuckDB "));
  EXPECT_EQ(run.trace_id, "trace-1");
  EXPECT_EQ(run.tenant_id, "site");
  EXPECT_EQ(run.attrs.at("host"), "a");
  EXPECT_EQ(run.started_at, parse_timestamp("2025-01-01 10:00:00"));
  EXPECT_FALSE(run.finished_at || run.duration_seconds || run.heartbeat_at || run.error);
  EXPECT_FALSE(run.rows_in || run.rows_out);
}

TEST_F(RunStoreTest, what_is_not_said_is_null_or_the_default) {
  const RunRecord run = store_.get_run(store_.create_run({}));
  EXPECT_EQ(run.stage, "pipeline");
  EXPECT_EQ(run.tenant_id, "default");
  EXPECT_THAT(run.code_ref.value(), HasSubstr("egregora "));
  EXPECT_TRUE(run.config.is_null());
  EXPECT_FALSE(run.config_hash.has_value());
  const Table runs = storage_.read_table("runs");
  EXPECT_EQ(runs.filter(runs["config"].isnull(), runs["attrs"].isnull()).count().execute(), 1);
}

TEST_F(RunStoreTest, a_run_is_created_ended_and_seen_among_the_recent) {
  const Uuid run_id = uuid4();
  store_.create_run({.run_id = run_id,
                     .config = {{"source", "whatsapp"}, {"window_size", 7}},
                     .status = RunStatus::running});
  store_.update_run_status(run_id, RunStatus::completed);
  const auto recent = store_.get_recent_runs({.limit = 10});
  ASSERT_THAT(recent, SizeIs(1));
  EXPECT_EQ(recent[0].run_id, run_id);
  EXPECT_EQ(recent[0].config.at("window_size"), 7);
  EXPECT_TRUE(recent[0].finished_at.has_value());
}

TEST_F(RunStoreTest, a_digest_is_of_the_configuration_and_not_of_its_order) {
  EXPECT_EQ(config_hash(Json::parse(R"({"a":1,"b":[1,2]})")),
            config_hash(Json::parse(R"({ "b" : [1, 2], "a" : 1 })")));
  EXPECT_NE(config_hash({{"a", 1}}), config_hash({{"a", 2}}));
  EXPECT_NE(config_hash(Json::parse(R"({"b":[2,1]})")), config_hash(Json::parse(R"({"b":[1,2]})")));
  EXPECT_EQ(config_hash(Json::object()), uuid5(kNamespaceOid, "{}").to_string());
}

TEST_F(RunStoreTest, an_end_has_a_time_a_duration_and_what_is_known) {
  const Uuid id = store_.create_run({});
  store_.update_run_status(id, RunStatus::running, {.rows_in = 7});
  clock_->set("2025-01-01 10:01:30.5");
  store_.update_run_status(id, RunStatus::failed, {.error = "no disk", .rows_out = 0});
  const RunRecord run = store_.get_run(id);
  EXPECT_EQ(run.status, RunStatus::failed);
  EXPECT_EQ(run.finished_at, parse_timestamp("2025-01-01 10:01:30.5"));
  EXPECT_EQ(run.duration_seconds, 90.5);
  EXPECT_EQ(run.error, "no disk");
  EXPECT_EQ(run.rows_in, 7);
  EXPECT_EQ(run.rows_out, 0);
}

TEST_F(RunStoreTest, a_clock_that_goes_back_gives_no_negative_duration) {
  const Uuid id = store_.create_run({});
  clock_->set("2024-12-31 00:00:00");
  store_.heartbeat(id);
  store_.update_run_status(id, RunStatus::completed);
  EXPECT_EQ(store_.get_run(id).duration_seconds, 0);
  EXPECT_EQ(store_.get_run(id).finished_at, store_.get_run(id).started_at);
}

TEST_F(RunStoreTest, a_pending_run_starts_anew_when_it_runs) {
  const Uuid id = store_.create_run({.status = RunStatus::pending});
  clock_->set("2025-01-01 11:00:00");
  store_.update_run_status(id, RunStatus::running);
  clock_->set("2025-01-01 11:00:10");
  store_.update_run_status(id, RunStatus::completed);
  EXPECT_EQ(store_.get_run(id).started_at, parse_timestamp("2025-01-01 11:00:00"));
  EXPECT_EQ(store_.get_run(id).duration_seconds, 10);
}

TEST_F(RunStoreTest, a_run_that_was_over_before_it_was_recorded_took_no_time) {
  const RunRecord run = store_.get_run(store_.create_run({.status = RunStatus::cancelled}));
  EXPECT_EQ(run.finished_at, run.started_at);
  EXPECT_EQ(run.duration_seconds, 0);
}

TEST_F(RunStoreTest, every_step_is_allowed_or_refused) {
  const std::vector<RunStatus> all = {RunStatus::pending,  RunStatus::running,
                                      RunStatus::degraded, RunStatus::completed,
                                      RunStatus::failed,   RunStatus::cancelled};
  const auto allowed = [](RunStatus from, RunStatus to) {
    const std::string_view word = to_string(to);
    if (from == RunStatus::pending) return word != "degraded" && word != "completed";
    return !is_final(from) && word != "pending";
  };
  for (const RunStatus from : all) {
    for (const RunStatus to : all) {
      const Uuid id = run_in(from);
      if (allowed(from, to)) {
        store_.update_run_status(id, to);
        EXPECT_EQ(store_.get_run(id).status, to);
      } else {
        EXPECT_THAT(message_of<InvalidOperationError>([&] { store_.update_run_status(id, to); }),
                    HasSubstr("a run that is " + std::string(to_string(from)) +
                              " does not become " + std::string(to_string(to))));
        EXPECT_EQ(store_.get_run(id).status, from);
      }
      const RunRecord run = store_.get_run(id);
      EXPECT_EQ(run.finished_at.has_value(), is_final(run.status));
    }
  }
}

TEST_F(RunStoreTest, unknown_runs_are_errors_that_name_them) {
  const Uuid unknown = uuid4();
  const auto refused = [&](const auto& call) {
    EXPECT_THAT(message_of<RunNotFoundError>(call), HasSubstr(unknown.to_string()));
  };
  refused([&] { store_.update_run_status(unknown, RunStatus::completed); });
  refused([&] { store_.heartbeat(unknown); });
  refused([&] { store_.record_event(unknown, {.kind = "a"}); });
  refused([&] { store_.record_table(unknown, {.table_name = "messages"}); });
  refused([&] { store_.record_lineage({.child_run_id = unknown, .parent_run_ids = {}}); });
  refused([&] { store_.create_run({.parent_run_id = unknown}); });
  refused([&] { (void)store_.get_run(unknown); });
  refused([&] { (void)store_.get_run(unknown.to_string()); });
  refused([&] { (void)store_.get_lineage(unknown); });
  refused([&] { (void)store_.get_tables(unknown); });
  refused([&] { (void)store_.get_events(unknown); });
  EXPECT_THAT(store_.get_recent_runs(), IsEmpty());
  EXPECT_EQ(storage_.row_count("lineage"), 0);
}

TEST_F(RunStoreTest, an_id_is_given_once) {
  const Uuid id = store_.create_run({.run_id = uuid4(), .stage = "first"});
  EXPECT_THAT(message_of<ConstraintError>([&] { store_.create_run({.run_id = id}); }),
              HasSubstr(id.to_string()));
  EXPECT_EQ(store_.get_run(id).stage, "first");
  storage_.transaction([&](Transaction& tx) {
    EXPECT_THROW(store_.create_run(tx, {.run_id = id}), ConstraintError);
    store_.create_run(tx, {.run_id = uuid4()});  // the transaction is none the worse
  });
  EXPECT_THAT(store_.get_recent_runs(), SizeIs(2));
}

TEST_F(RunStoreTest, what_makes_no_sense_is_refused_with_the_value) {
  const Uuid id = store_.create_run({});
  const auto refused = [&](const auto& call) { return message_of<InvalidOperationError>(call); };
  EXPECT_THAT(refused([&] { store_.create_run({.stage = ""}); }), HasSubstr("stage"));
  EXPECT_THAT(refused([&] { store_.create_run({.tenant_id = ""}); }), HasSubstr("tenant"));
  EXPECT_THAT(refused([&] { store_.create_run({.status = static_cast<RunStatus>(77)}); }),
              HasSubstr("77"));
  EXPECT_THAT(refused([&] { store_.update_run_status(id, RunStatus::completed, {.rows_in = -1}); }),
              HasSubstr("-1"));
  EXPECT_THAT(
      refused([&] { store_.update_run_status(id, RunStatus::completed, {.rows_out = -2}); }),
      HasSubstr("-2"));
  EXPECT_THAT(refused([&] { store_.update_run_status(id, static_cast<RunStatus>(9)); }),
              HasSubstr("9"));
  EXPECT_THAT(refused([&] { store_.record_event(id, {.kind = ""}); }), HasSubstr("kind"));
  EXPECT_THAT(refused([&] { store_.record_table(id, {.table_name = ""}); }), HasSubstr("name"));
  EXPECT_THAT(refused([&] { store_.record_table(id, {.table_name = "t", .rows = -1}); }),
              HasSubstr("-1"));
  EXPECT_THAT(refused([&] {
                store_.record_table(id, {.table_name = "t", .direction = static_cast<TableUse>(5)});
              }),
              HasSubstr("5"));
  EXPECT_THAT(refused([&] { (void)store_.get_recent_runs({.limit = -1}); }), HasSubstr("-1"));
  EXPECT_THAT(refused([&] { (void)store_.get_events(id, {.limit = -1}); }), HasSubstr("-1"));
  EXPECT_THAT(refused([&] { (void)store_.find_stale(-1us); }), HasSubstr("-1"));
  EXPECT_THAT(refused([&] { (void)store_.get_run(""); }), HasSubstr("empty"));
  EXPECT_EQ(store_.get_run(id).status, RunStatus::running);
  EXPECT_EQ(storage_.row_count("run_events"), 0);
  EXPECT_EQ(storage_.row_count("run_tables"), 0);
}

// Beyond some thousands the newest are looked for among those of a last span of time.
TEST_F(RunStoreTest, hostile_texts_are_texts_like_others) {
  for (const std::string& text :
       {std::string("'; DROP TABLE runs; --"), std::string("\""), std::string("a\nb\r\t\\"),
        std::string("\xF0\x9F\xA6\x86 gr\xC3\xBC\xC3\x9F"), std::string("$1"), std::string("?"),
        std::string(100'000, 'x'), std::string("a\0b", 3), std::string("NULL")}) {
    const Uuid id = store_.create_run({.config = {{text, text}},
                                       .stage = text,
                                       .code_ref = text,
                                       .trace_id = text,
                                       .tenant_id = text,
                                       .attrs = Json(text)});
    store_.record_event(id, {.kind = text, .payload = Json(text)});
    store_.record_table(id, {.table_name = text});
    store_.update_run_status(id, RunStatus::failed, {.error = text});
    const RunRecord run = store_.get_run(id);
    for (const auto& kept :
         {run.stage, *run.code_ref, *run.trace_id, run.tenant_id, *run.error, run.attrs.as_string(),
          run.config.at(text).as_string(), store_.get_events(id).at(0).kind,
          store_.get_events(id).at(0).payload.as_string(),
          store_.get_tables(id).at(0).table_name}) {
      EXPECT_EQ(kept, text);
    }
    EXPECT_THAT(store_.get_recent_runs({.stage = text}), SizeIs(1));
  }
  const std::string bad = "\xFF";
  const Uuid id = store_.create_run({});
  EXPECT_THROW(store_.create_run({.stage = bad}), TypeError);
  EXPECT_THROW(store_.record_event(id, {.kind = bad}), TypeError);
  EXPECT_THROW(store_.record_table(id, {.table_name = bad}), TypeError);
  EXPECT_THROW(store_.update_run_status(id, RunStatus::failed, {.error = bad}), TypeError);
  EXPECT_EQ(store_.get_run(id).status, RunStatus::running);
  EXPECT_THAT(store_.get_events(id), IsEmpty());
}

}  // namespace
}  // namespace egregora
