// SPDX-License-Identifier: Apache-2.0
// How the sample's clients write: the form of a header by locale, and the marker texts by language.
// Tables only, for writing; the parser has tables of its own, so that neither can hide a mistake of
// the other.
#pragma once

#include <span>
#include <string_view>

namespace egregora {

/// What WhatsApp itself puts into an export. In system lines, {a} and {b} stand for participants,
/// {g} for the group.
struct SampleMarkers {
  std::string_view language;
  std::string_view omitted;              ///< Android, any medium: "<Media omitted>"
  std::string_view attached;             ///< Android, after the file's name: "(file attached)"
  std::string_view ios_attached_before;  ///< iOS, around the file's name: "<attached: "
  std::string_view ios_image_omitted;
  std::string_view ios_audio_omitted;
  std::string_view deleted;
  std::string_view edited;
  std::string_view encrypted;
  std::string_view created_group;
  std::string_view added;
  std::string_view left;
  std::string_view renamed;
};

enum class SampleDateOrder { dmy, mdy, ymd };

/// The form of a header line.
struct SampleHeader {
  std::string_view locale;
  std::string_view language;
  SampleDateOrder order = SampleDateOrder::dmy;
  char separator = '/';
  bool four_digit_year = true;
  bool padded_date = true;
  bool padded_hour = true;
  std::string_view between = ", ";  ///< between date and time
  std::string_view am = {};         ///< empty: 24 hours
  std::string_view pm = {};
  bool period_first = false;  ///< am/pm stands before the time
  bool ios = false;  ///< bracket, seconds, marks of direction, the chat's name before system lines
  bool arabic_digits = false;
};

std::span<const SampleHeader> sample_headers();
/// Requires: `language` is one that a header names.
const SampleMarkers& sample_markers(std::string_view language);

}  // namespace egregora
