// SPDX-License-Identifier: Apache-2.0
// Json as its users write it, its text forms, and that a copy never sees a write to the other.
#include <egregora/core/json.hpp>

#include <egregora/core/errors.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <thread>
#include <vector>

namespace egregora {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string error_of(auto&& call) {
  try {
    call();
  } catch (const JsonError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Json, is_written_as_in_the_seeds) {
  Json config = {{"source", "whatsapp"}, {"window_size", 7}};
  EXPECT_TRUE(config.at("window_size") == 7);
  EXPECT_EQ(config.at("source"), "whatsapp");
  EXPECT_EQ(config.dump(), R"({"source":"whatsapp","window_size":7})");
}

TEST(Json, tells_objects_from_arrays_in_braces) {
  EXPECT_EQ((Json{1, 2, 3}).dump(), "[1,2,3]");
  EXPECT_EQ((Json{"a", "b"}).dump(), R"(["a","b"])");
  EXPECT_EQ((Json{{"a", 1}}).dump(), R"({"a":1})");
  EXPECT_EQ((Json{{1, 2}, {"a", 1}}).dump(), R"([[1,2],["a",1]])");
  EXPECT_EQ((Json{{"list", {1, 2}}, {"inner", {{"k", nullptr}}}}).dump(),
            R"({"inner":{"k":null},"list":[1,2]})");
  EXPECT_EQ(Json{}.dump(), "null");
  EXPECT_EQ(Json::object().dump() + Json::array().dump(), "{}[]");
}

TEST(Json, keeps_the_kind_of_each_scalar) {
  EXPECT_TRUE(Json(true).is_boolean());
  EXPECT_TRUE(Json(1).is_number());
  EXPECT_TRUE(Json("1").is_string());
  EXPECT_TRUE(Json(nullptr).is_null());
  EXPECT_EQ(Json(0.5).dump(), "0.5");
  EXPECT_EQ(Json(std::string("x")).as_string(), "x");
  EXPECT_EQ(Json(INT64_MIN).as_int(), INT64_MIN);
  EXPECT_DOUBLE_EQ(Json(3).as_double(), 3.0);
  EXPECT_TRUE(Json(false) == false);
}

TEST(Json, writes_keys_in_sorted_order) {
  EXPECT_EQ(Json::parse(R"({"b":1,"a":{"d":1,"c":2}})").dump(), R"({"a":{"c":2,"d":1},"b":1})");
  EXPECT_THAT(Json::parse(R"({"b":1,"a":2})").keys(), ElementsAre("a", "b"));
}

TEST(Json, indents_on_request_and_streams_compact) {
  const Json value = {{"a", 1}};
  EXPECT_EQ(value.dump(2), "{\n  \"a\": 1\n}");
  std::ostringstream out;
  out << value;
  EXPECT_EQ(out.str(), R"({"a":1})");
}

TEST(Json, replaces_bad_bytes_when_written) {
  EXPECT_EQ(Json("a\xFFz").dump(), "\"a\xEF\xBF\xBDz\"");
}

TEST(Json, says_where_a_text_stops_being_json) {
  EXPECT_THAT(error_of([] { Json::parse("{\"a\": nul}"); }), HasSubstr("offset 9"));
  EXPECT_THAT(error_of([] { Json::parse(""); }), HasSubstr("offset 0"));
  EXPECT_THAT(error_of([] { Json::parse("[1] 2"); }), HasSubstr("offset 4"));
  EXPECT_THAT(error_of([] { Json::parse("\"\xFF\""); }), HasSubstr("not JSON"));
  EXPECT_THAT(error_of([] { Json::parse("1e999"); }), HasSubstr("not usable as JSON"));
}

TEST(Json, refuses_nesting_that_would_exhaust_the_stack) {
  EXPECT_THAT(error_of([] { Json::parse(std::string(1'000'000, '[')); }), HasSubstr("deeper"));
  const std::string deep = std::string(1000, '[') + "\"[[[\"" + std::string(1000, ']');
  EXPECT_EQ(Json::parse(deep).dump(), deep);
}

TEST(Json, names_what_is_missing_and_what_was_found) {
  const Json value = {{"a", 1}, {"l", {1, 2}}};
  EXPECT_THAT(error_of([&] { value.at("b"); }), HasSubstr("'b'"));
  EXPECT_THAT(error_of([&] { value.at("l").at(2); }), HasSubstr("index 2"));
  EXPECT_THAT(error_of([&] { value.at(0); }), HasSubstr("object"));
  EXPECT_THAT(error_of([&] { value.at("a").as_string(); }), HasSubstr("number"));
  EXPECT_THAT(error_of([&] { value.as_int(); }), HasSubstr("object"));
  EXPECT_THAT(error_of([] { Json::parse("18446744073709551615").as_int(); }),
              HasSubstr("18446744073709551615"));
  EXPECT_THAT(error_of([] { Json(1).set("a", 1); }), HasSubstr("number"));
  EXPECT_THAT(error_of([] { Json(1).push_back(1); }), HasSubstr("number"));
  EXPECT_FALSE(value.contains("b"));
  EXPECT_FALSE(Json(1).contains("b"));
}

TEST(Json, copies_do_not_see_each_others_writes) {
  Json first = {{"a", 1}};
  Json second = first;
  second.set("a", 2);
  first.set("b", 3);
  EXPECT_EQ(first.dump(), R"({"a":1,"b":3})");
  EXPECT_EQ(second.dump(), R"({"a":2})");
}

TEST(Json, parts_are_values_of_their_own) {
  Json whole = {{"inner", {{"a", 1}}}};
  Json part = whole.at("inner");
  whole.set("inner", 0);
  part.set("b", 2);
  EXPECT_EQ(part.dump(), R"({"a":1,"b":2})");
  EXPECT_EQ(whole.dump(), R"({"inner":0})");
  const Json survivor = Json::parse(R"({"x":{"y":[1,2]}})").at("x").at("y");
  EXPECT_EQ(survivor.dump(), "[1,2]");
}

TEST(Json, can_hold_itself) {
  Json value = {{"a", 1}};
  value.set("self", value);
  EXPECT_EQ(value.dump(), R"({"a":1,"self":{"a":1}})");
}

TEST(Json, null_becomes_what_is_asked_of_it) {
  Json object;
  object.set("a", 1);
  Json list;
  list.push_back(1);
  list.push_back(nullptr);
  EXPECT_EQ(object.dump() + list.dump(), R"({"a":1}[1,null])");
  EXPECT_EQ(list.size(), 2u);
  EXPECT_FALSE(list.empty());
}

TEST(Json, a_moved_from_value_is_null) {
  Json value = {{"a", 1}};
  const Json taken = std::move(value);
  EXPECT_TRUE(value.is_null());  // NOLINT(bugprone-use-after-move): that is what is promised
  EXPECT_EQ(taken.size(), 1u);
}

TEST(Json, copies_may_be_written_from_different_threads) {
  const Json shared = {{"a", 1}};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([copy = shared, i]() mutable {
      for (int n = 0; n < 200; ++n) copy.set(std::to_string(n), i);
      ASSERT_EQ(copy.size(), 201u);
    });
  }
  threads.clear();
  EXPECT_EQ(shared.size(), 1u);
}

}  // namespace
}  // namespace egregora
