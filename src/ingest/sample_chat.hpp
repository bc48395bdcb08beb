// SPDX-License-Identifier: Apache-2.0
// The conversation of a sample export, one message a call, so that a caller may stream it anywhere.
// A book club talks in bursts by day, sleeps at night, and stays within four years however many
// messages are wanted.
#pragma once

#include <egregora/ingest/sample.hpp>

#include "ingest/sample_header.hpp"
#include "ingest/sample_random.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace egregora {

inline constexpr std::string_view kSampleGroup = "Book Club";

enum class SampleMediaKind { image, audio, document, contact, sticker };

class SampleChat {
 public:
  /// Throws: InvalidOperationError that names the option out of range.
  explicit SampleChat(const SampleOptions& options);

  /// Appends the next message with its line break; false, and nothing appended, after the last one.
  bool append_next(std::string& out);
  /// Whether the export has the form of an iOS client.
  bool ios() const { return form_->ios; }
  /// The name of the file that the message appended last attached; empty where it attached none.
  const std::string& last_attachment() const { return attachment_; }
  SampleMediaKind last_attachment_kind() const { return attachment_kind_; }

 private:
  void advance_clock();
  void sleep_until_morning();
  void choose_author();
  void append_system(std::string& out);
  void append_system_text(std::string& out, std::string_view pattern);
  void append_body(std::string& out);
  void append_text(std::string& out);
  /// `stop`: what must follow a statement; empty for the last one, which ends as the mood is.
  void append_sentence(std::string& out, std::string_view stop);
  void append_list(std::string& out);
  void append_media(std::string& out);
  void append_omitted(std::string& out, SampleMediaKind kind);
  void append_attached(std::string& out, SampleMediaKind kind);
  void append_file_name(std::string& out, SampleMediaKind kind);
  void append_mention(std::string& out);
  void append_link(std::string& out);
  void append_contact_data(std::string& out);
  void append_poll(std::string& out);
  void append_filled(std::string& out, std::string_view pattern);
  void append_slot(std::string& out, char slot);

  const SampleHeader* form_;
  const SampleMarkers* markers_;
  SampleHeaderWriter header_;
  SampleRandom random_;
  std::vector<std::string> members_;
  std::int64_t wanted_;
  std::int64_t written_ = 0;
  std::int64_t time_ms_;   // local time since 1970-01-01
  std::int64_t crowding_;  // messages a day, in parts of the quiet club's; gaps are divided by it
  std::int64_t burst_left_ = 0;
  std::size_t author_ = 0;
  std::size_t topic_ = 0;  // of the burst: an index of sample_books()
  std::int64_t files_today_ = 0;
  std::int64_t files_day_ = 0;
  std::string attachment_;
  SampleMediaKind attachment_kind_ = SampleMediaKind::image;
};

}  // namespace egregora
