// SPDX-License-Identifier: Apache-2.0
// What the members of the sample's book club say. {b} is a book, {w} its author, {p} a member, {d}
// a day, {t} a time, {n} a page, {c} a chapter, {k} a small number, {l} a place.
#pragma once

#include <span>
#include <string_view>

namespace egregora {

struct SampleBook {
  std::string_view title;
  std::string_view author;
};

std::span<const std::string_view> sample_names();
std::span<const SampleBook> sample_books();
std::span<const std::string_view> sample_places();
std::span<const std::string_view> sample_days();
/// A word or two, as most messages of a chat are.
std::span<const std::string_view> sample_replies();
std::span<const std::string_view> sample_openers();
std::span<const std::string_view> sample_sentences();
std::span<const std::string_view> sample_endings();
/// First and following lines of messages that go over several lines.
std::span<const std::string_view> sample_list_heads();
std::span<const std::string_view> sample_list_items();
std::span<const std::string_view> sample_captions();
/// Paths below a host that is reserved for examples.
std::span<const std::string_view> sample_link_paths();

}  // namespace egregora
