// SPDX-License-Identifier: Apache-2.0
// A JSON value whose implementation stays out of this header: the library behind it costs 1.8 s a
// unit to parse.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

/// An immutable-by-default JSON value: null, boolean, integer, floating, string, array or object.
/// A braced list of two-element lists whose first is a string is an object; any other braced list
/// is an array. Cheap to copy (shared until written). Thread safety: as a standard container.
class Json {
 public:
  Json();  ///< null
  Json(std::nullptr_t);
  Json(const char* text);
  Json(std::string text);
  Json(std::string_view text);
  template <std::same_as<bool> B>
  Json(B value) : Json(Boolean{value}) {}
  template <std::integral I>
  requires(!std::same_as<I, bool>) Json(I value)
      : Json(Integer{static_cast<std::int64_t>(value)}) {}
  template <std::floating_point F>
  Json(F value) : Json(Floating{static_cast<double>(value)}) {}
  Json(std::initializer_list<Json> items);
  ~Json();
  Json(const Json&);
  Json(Json&&) noexcept;
  Json& operator=(const Json&);
  Json& operator=(Json&&) noexcept;

  static Json object();
  static Json array();
  /// Reads one JSON text. Throws: JsonError with the offset in bytes.
  static Json parse(std::string_view text);

  /// Writes compact JSON; object keys in their sorted order, so that equal values give equal bytes.
  /// A string that is no UTF-8 has its bad bytes replaced by U+FFFD.
  std::string dump() const;
  /// Writes JSON indented by `indent` spaces.
  std::string dump(int indent) const;

  bool is_null() const noexcept;
  bool is_object() const noexcept;
  bool is_array() const noexcept;
  bool is_string() const noexcept;
  bool is_number() const noexcept;
  bool is_boolean() const noexcept;
  bool empty() const noexcept;
  std::size_t size() const noexcept;
  bool contains(std::string_view key) const;
  /// Keys of an object, sorted. Throws: JsonError where this is no object.
  std::vector<std::string> keys() const;

  /// The member or element. Throws: JsonError that names the key or index.
  Json at(std::string_view key) const;
  Json at(std::size_t index) const;
  /// Throws: JsonError that names the kind found.
  bool as_bool() const;
  std::int64_t as_int() const;
  double as_double() const;
  std::string as_string() const;

  /// Sets a member; a null value becomes an object first. Throws: JsonError where this is neither.
  void set(std::string_view key, Json value);
  /// Appends an element; a null value becomes an array first. Throws: JsonError where this is
  /// neither.
  void push_back(Json value);

  friend bool operator==(const Json& a, const Json& b);
  friend std::ostream& operator<<(std::ostream& out, const Json& value);

 private:
  struct Node;
  struct Access;
  // Tags that keep the templates above free of the implementation.
  struct Boolean {
    bool value;
  };
  struct Integer {
    std::int64_t value;
  };
  struct Floating {
    double value;
  };
  explicit Json(Boolean value);
  explicit Json(Integer value);
  explicit Json(Floating value);
  explicit Json(std::shared_ptr<Node> node);

  std::shared_ptr<Node> node_;  // null pointer: JSON null
};

}  // namespace egregora
