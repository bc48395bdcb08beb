// SPDX-License-Identifier: Apache-2.0
// Values as JSON text, appended to one buffer: a tree of Json values would cost several allocations
// a cell.
#include "data/json_text.hpp"

#include <cmath>
#include <egregora/data/write_text.hpp>

#include "data/number_text.hpp"
#include "data/value_text.hpp"

namespace egregora {
namespace detail {

void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          out.append("\\u00").append(1, kHex[(c >> 4) & 15]).append(1, kHex[c & 15]);
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

}  // namespace detail

namespace {

/// JSON text may hold line breaks between its tokens, never inside a string: as blanks they change
/// nothing, and a row stays on its line.
void append_embedded(std::string& out, std::string_view json) {
  for (const char c : json) out += c == '\n' || c == '\r' ? ' ' : c;
}

class JsonAppender {
 public:
  JsonAppender(std::string& out, const Scalar& value) : out_(out), value_(value) {}

  void operator()(std::monostate) const { out_ += "null"; }
  void operator()(bool value) const { out_ += value ? "true" : "false"; }
  void operator()(double value) const {
    std::isfinite(value) ? detail::append_text(out_, value_) : quoted();
  }
  void operator()(std::int64_t) const { detail::append_text(out_, value_); }
  void operator()(std::uint64_t) const { detail::append_text(out_, value_); }
  void operator()(int128_t) const { detail::append_text(out_, value_); }
  void operator()(const DecimalDigits&) const { detail::append_text(out_, value_); }
  void operator()(const std::string& text) const {
    value_.type().kind() == TypeKind::json ? append_embedded(out_, text)
                                           : detail::append_json_text(out_, text);
  }
  void operator()(const std::vector<Scalar>& values) const {
    if (value_.type().is_struct()) return append_struct(values);
    if (value_.type().is_map()) return append_map(values);
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      append_json(out_, values[i]);
    }
    out_ += ']';
  }
  template <class T>
  void operator()(const T&) const {
    quoted();
  }

 private:
  void quoted() const { detail::append_json_text(out_, value_.to_string()); }
  void append_struct(const std::vector<Scalar>& values) const {
    out_ += '{';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      detail::append_json_text(out_, value_.type().fields()[i].name);
      out_ += ':';
      append_json(out_, values[i]);
    }
    out_ += '}';
  }
  void append_map(const std::vector<Scalar>& values) const {
    out_ += '{';
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
      if (i > 0) out_ += ',';
      detail::append_json_text(out_, values[i].to_string());
      out_ += ':';
      append_json(out_, values[i + 1]);
    }
    out_ += '}';
  }

  std::string& out_;
  const Scalar& value_;
};

}  // namespace

void append_json(std::string& out, const Scalar& value) {
  std::visit(JsonAppender(out, value), value.storage());
}

void append_json(std::string& out, const ColumnData& column, std::int64_t row) {
  if (column.type.is_string() && column.is_valid(row)) {
    detail::append_json_text(out, column.text(row));
  } else {
    append_json(out, column.scalar(row));
  }
}

}  // namespace egregora
