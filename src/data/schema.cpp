// SPDX-License-Identifier: Apache-2.0
// Schemas: fields in order, found by name in constant time whatever the letter case.
#include <egregora/core/errors.hpp>
#include <egregora/core/text_distance.hpp>
#include <egregora/data/schema.hpp>
#include <ostream>
#include <unordered_map>

namespace egregora {
namespace {

// Only ASCII letters fold, as in DuckDB's own comparison of identifiers (StringUtil::CIEquals).
char fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

struct FoldedHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const noexcept {
    std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a, 64 bit
    for (const char c : name)
      hash = (hash ^ static_cast<unsigned char>(fold(c))) * 1'099'511'628'211U;
    return static_cast<std::size_t>(hash);
  }
};

struct FoldedEqual {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (fold(a[i]) != fold(b[i])) return false;
    }
    return true;
  }
};

}  // namespace

struct Schema::Index {
  std::vector<Field> fields = {};
  // Views into `fields`, which never changes.
  std::unordered_map<std::string_view, std::size_t, FoldedHash, FoldedEqual> positions = {};
};

Schema::Schema() : Schema(std::vector<Field>{}) {}

Schema::Schema(std::initializer_list<Field> fields) : Schema(std::vector<Field>(fields)) {}

Schema::Schema(std::vector<Field> fields) {
  auto index = std::make_shared<Index>();
  index->fields = std::move(fields);
  index->positions.reserve(index->fields.size());
  for (std::size_t i = 0; i < index->fields.size(); ++i) {
    const std::string& name = index->fields[i].name;
    if (!index->positions.emplace(name, i).second) {
      throw IntegrityError(
          "a schema has two fields of one name (letter case aside): '" + name + "'",
          {.object_name = name});
    }
  }
  index_ = std::move(index);
}

std::size_t Schema::size() const noexcept { return index_->fields.size(); }

const std::vector<Field>& Schema::fields() const noexcept { return index_->fields; }

const Field& Schema::at(std::string_view name) const {
  if (const auto found = index_of(name)) return fields()[*found];
  throw ColumnNotFoundError(
      "column '" + std::string(name) + "' not found" + did_you_mean(name, names()),
      {.object_name = std::string(name)});
}

std::optional<std::size_t> Schema::index_of(std::string_view name) const noexcept {
  const auto found = index_->positions.find(name);
  if (found == index_->positions.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Schema::names() const {
  std::vector<std::string> names;
  names.reserve(size());
  for (const Field& field : fields()) names.push_back(field.name);
  return names;
}

std::string Schema::to_string() const {
  std::string out;
  for (const Field& field : fields()) {
    out += field.name + ": " + field.type.to_string() + (field.nullable ? "\n" : " not null\n");
  }
  return out;
}

bool operator==(const Schema& a, const Schema& b) {
  return a.index_ == b.index_ || a.fields() == b.fields();
}

std::ostream& operator<<(std::ostream& out, const Schema& schema) {
  return out << schema.to_string();
}

std::string fold_case(std::string_view name) {
  std::string folded(name);
  for (char& c : folded) c = fold(c);
  return folded;
}

}  // namespace egregora
