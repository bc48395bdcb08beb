// SPDX-License-Identifier: Apache-2.0
// A row of a managed table that its rules accept, whatever the table: what a test does not state is
// NULL where it may be, else the plainest value of its type.
#pragma once

#include <egregora/database/schemas.hpp>
#include <egregora/expr/memtable.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

using Stated = std::map<std::string, Scalar>;

inline Scalar plainest(const DataType& type) {
  if (type.is_timestamp()) return Scalar(parse_timestamp("2025-01-01 10:00:00"));
  if (type.is_integer()) return Scalar(0);
  if (type.is_struct()) {
    std::vector<Scalar> members;
    for (const StructField& member : type.fields()) members.push_back(plainest(member.type));
    return Scalar::of(type, members);
  }
  switch (type.kind()) {
    case TypeKind::uuid:
      return Scalar(uuid4());
    case TypeKind::list:
      return Scalar::of(type, std::vector<Scalar>{});
    case TypeKind::float64:
      return Scalar(0.5);
    case TypeKind::boolean:
      return Scalar(false);
    case TypeKind::json:
      return Scalar::of(type, std::string("{}"));
    default:
      return Scalar("a");
  }
}

/// What the rules of a table ask for beyond types.
inline Stated words_of(std::string_view table) {
  static const std::map<std::string_view, Stated> kWords = {
      {"messages", {{"kind", "text"}}},
      {"windows", {{"step_unit", "messages"}, {"status", "pending"}, {"message_count", Scalar(1)}}},
      {"runs", {{"status", "running"}}},
      {"run_tables", {{"direction", "read"}}},
      {"comparison_history", {{"post_b", "b"}, {"winner", "tie"}}},
      {"tasks", {{"status", "pending"}}},
      {"task_history", {{"status", "completed"}}},
      {"documents", {{"doc_type", "announcement"}}},
      {"annotations", {{"parent_type", "post"}}}};
  const auto found = kWords.find(table);
  return found == kWords.end() ? Stated{} : found->second;
}

template <class S>
Table sample_row(Stated stated = {}) {
  stated.merge(words_of(S::table_name));
  std::vector<Scalar> row;
  for (const Field& field : S::schema()) {
    const auto found = stated.find(field.name);
    if (found != stated.end()) {
      row.push_back(found->second);
    } else {
      row.push_back(field.nullable ? Scalar::null(field.type) : plainest(field.type));
    }
  }
  return memtable(S::schema(), {row});
}

}  // namespace egregora
