// SPDX-License-Identifier: Apache-2.0
// Json over nlohmann-json, which is named in this file only. A value is shared until it is written:
// copying marks the node as shared, and a write to a marked node clones first. (Asking a reference
// count instead would need a fence to be correct between threads; the mark needs none, because
// whoever shares a node has marked it before handing it on.)
#include <egregora/core/json.hpp>

#include <egregora/core/errors.hpp>

#include <nlohmann/json.hpp>

#include <atomic>
#include <limits>
#include <ostream>
#include <utility>

namespace egregora {

struct Json::Node {
  explicit Node(nlohmann::json json) : value(std::make_shared<nlohmann::json>(std::move(json))) {}
  Node(std::shared_ptr<nlohmann::json> part, bool is_shared)
      : value(std::move(part)), shared(is_shared) {}

  // May point into a larger document that it keeps alive.
  std::shared_ptr<nlohmann::json> value;
  mutable std::atomic<bool> shared{false};
};

namespace {

// Printing and comparing recurse; this depth takes well under 1 MiB of stack.
constexpr int kDeepest = 1000;

/// Throws: JsonError where brackets nest too deep. The parser would take any depth, the printer
/// would overflow.
void check_depth(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == ']' || c == '}') --depth;
    if ((c == '[' || c == '{') && ++depth > kDeepest) {
      throw JsonError("JSON nests deeper than 1000 levels at offset " + std::to_string(i));
    }
  }
}

[[noreturn]] void throw_kind(std::string_view wanted, const nlohmann::json& found) {
  throw JsonError("expected a JSON " + std::string(wanted) + ", found: " + found.type_name());
}

/// What the parser found wrong, without the class name and number that it puts in front.
std::string reason(const nlohmann::json::exception& error) {
  const std::string_view text = error.what();
  const std::size_t end = text.find("] ");
  return std::string(end == std::string_view::npos ? text : text.substr(end + 2));
}

const nlohmann::json& null_value() {
  static const nlohmann::json value;
  return value;
}

}  // namespace

// Reads and writes of a value's tree, kept together because only Json may see its node.
struct Json::Access {
  static const nlohmann::json& read(const Json& json) {
    return json.node_ ? *json.node_->value : null_value();
  }

  static nlohmann::json& write(Json& json) {
    if (!json.node_) {
      json.node_ = std::make_shared<Node>(nlohmann::json());
    } else if (json.node_->shared.load(std::memory_order_relaxed)) {
      json.node_ = std::make_shared<Node>(nlohmann::json(*json.node_->value));
    }
    return *json.node_->value;
  }

  /// `part` of the tree of `whole`: arrays and objects stay in it, scalars are copied.
  static Json part(const Json& whole, const nlohmann::json& part) {
    if (part.is_null()) return {};
    if (!part.is_structured()) return Json(std::make_shared<Node>(part));
    whole.node_->shared.store(true, std::memory_order_relaxed);
    std::shared_ptr<nlohmann::json> alias(whole.node_->value, const_cast<nlohmann::json*>(&part));
    return Json(std::make_shared<Node>(std::move(alias), true));
  }

  /// The tree itself where nobody else has it, otherwise a copy.
  static nlohmann::json take(Json&& json) {
    if (!json.node_) return {};
    if (json.node_->shared.load(std::memory_order_relaxed)) return *json.node_->value;
    return std::move(*json.node_->value);
  }

  static bool is_member(const Json& json) {
    const nlohmann::json& value = read(json);
    return value.is_array() && value.size() == 2 && value[0].is_string();
  }
};

Json::Json() = default;
Json::Json(std::nullptr_t) {}
Json::Json(const char* text) : Json(std::string_view(text)) {}
Json::Json(std::string text) : node_(std::make_shared<Node>(nlohmann::json(std::move(text)))) {}
Json::Json(std::string_view text) : Json(std::string(text)) {}
Json::Json(Boolean value) : node_(std::make_shared<Node>(nlohmann::json(value.value))) {}
Json::Json(Integer value) : node_(std::make_shared<Node>(nlohmann::json(value.value))) {}
Json::Json(Floating value) : node_(std::make_shared<Node>(nlohmann::json(value.value))) {}
Json::Json(std::shared_ptr<Node> node) : node_(std::move(node)) {}

Json::Json(std::initializer_list<Json> items) {
  bool all_members = items.size() > 0;
  for (const Json& item : items) all_members = all_members && Access::is_member(item);
  nlohmann::json built = all_members ? nlohmann::json::object() : nlohmann::json::array();
  for (const Json& item : items) {
    const nlohmann::json& value = Access::read(item);
    if (all_members) {
      built[value[0].get_ref<const std::string&>()] = value[1];
    } else {
      built.push_back(value);
    }
  }
  node_ = std::make_shared<Node>(std::move(built));
}

Json::~Json() = default;
Json::Json(const Json& other) : node_(other.node_) {
  if (node_) node_->shared.store(true, std::memory_order_relaxed);
}
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(const Json& other) {
  if (this != &other) *this = Json(other);
  return *this;
}
Json& Json::operator=(Json&&) noexcept = default;

Json Json::object() { return Json(std::make_shared<Node>(nlohmann::json::object())); }
Json Json::array() { return Json(std::make_shared<Node>(nlohmann::json::array())); }

Json Json::parse(std::string_view text) {
  check_depth(text);
  try {
    nlohmann::json value = nlohmann::json::parse(text);
    if (value.is_null()) return {};
    return Json(std::make_shared<Node>(std::move(value)));
  } catch (const nlohmann::json::parse_error& error) {
    const std::size_t offset = error.byte > 0 ? error.byte - 1 : 0;
    throw JsonError("not JSON at offset " + std::to_string(offset) + ": " + reason(error));
  } catch (const nlohmann::json::exception& error) {
    throw JsonError("not usable as JSON: " + reason(error));
  }
}

std::string Json::dump() const { return dump(-1); }
std::string Json::dump(int indent) const {
  return Access::read(*this).dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool Json::is_null() const noexcept { return Access::read(*this).is_null(); }
bool Json::is_object() const noexcept { return Access::read(*this).is_object(); }
bool Json::is_array() const noexcept { return Access::read(*this).is_array(); }
bool Json::is_string() const noexcept { return Access::read(*this).is_string(); }
bool Json::is_number() const noexcept { return Access::read(*this).is_number(); }
bool Json::is_boolean() const noexcept { return Access::read(*this).is_boolean(); }
bool Json::empty() const noexcept { return Access::read(*this).empty(); }
std::size_t Json::size() const noexcept { return Access::read(*this).size(); }

bool Json::contains(std::string_view key) const {
  const nlohmann::json& value = Access::read(*this);
  return value.is_object() && value.find(key) != value.end();
}

std::vector<std::string> Json::keys() const {
  const nlohmann::json& value = Access::read(*this);
  if (!value.is_object()) throw_kind("object", value);
  std::vector<std::string> names;
  names.reserve(value.size());
  for (const auto& member : value.items()) names.push_back(member.key());
  return names;
}

Json Json::at(std::string_view key) const {
  const nlohmann::json& value = Access::read(*this);
  if (!value.is_object()) throw_kind("object with the key '" + std::string(key) + "'", value);
  const auto member = value.find(key);
  if (member == value.end())
    throw JsonError("the JSON object has no key '" + std::string(key) + "'");
  return Access::part(*this, *member);
}

Json Json::at(std::size_t index) const {
  const nlohmann::json& value = Access::read(*this);
  if (!value.is_array()) throw_kind("array with the index " + std::to_string(index), value);
  if (index >= value.size()) {
    throw JsonError("the JSON array ends before the index " + std::to_string(index) +
                    "; its size: " + std::to_string(value.size()));
  }
  return Access::part(*this, value[index]);
}

bool Json::as_bool() const {
  const nlohmann::json& value = Access::read(*this);
  if (!value.is_boolean()) throw_kind("boolean", value);
  return value.get<bool>();
}

std::int64_t Json::as_int() const {
  const nlohmann::json& value = Access::read(*this);
  if (!value.is_number_integer()) throw_kind("integer", value);
  constexpr auto kHighest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > kHighest) {
    throw JsonError("the JSON integer does not fit in 64 signed bits: " + value.dump());
  }
  return value.get<std::int64_t>();
}

double Json::as_double() const {
  const nlohmann::json& value = Access::read(*this);
  if (!value.is_number()) throw_kind("number", value);
  return value.get<double>();
}

std::string Json::as_string() const {
  const nlohmann::json& value = Access::read(*this);
  if (!value.is_string()) throw_kind("string", value);
  return value.get<std::string>();
}

void Json::set(std::string_view key, Json value) {
  if (const auto& now = Access::read(*this); !now.is_null() && !now.is_object())
    throw_kind("object", now);
  Access::write(*this)[std::string(key)] = Access::take(std::move(value));
}

void Json::push_back(Json value) {
  if (const auto& now = Access::read(*this); !now.is_null() && !now.is_array())
    throw_kind("array", now);
  Access::write(*this).push_back(Access::take(std::move(value)));
}

bool operator==(const Json& a, const Json& b) {
  return a.node_ == b.node_ || Json::Access::read(a) == Json::Access::read(b);
}

std::ostream& operator<<(std::ostream& out, const Json& value) { return out << value.dump(); }

}  // namespace egregora
