// SPDX-License-Identifier: Apache-2.0
// The second pass over a chat: lines become messages and rejected lines, in order, straight into
// the sink.
#pragma once

#include "ingest/message_ids.hpp"
#include "ingest/text_scrubber.hpp"
#include "ingest/text_source.hpp"
#include "ingest/whatsapp_content.hpp"
#include "ingest/whatsapp_survey.hpp"

#include "database/local_clock.hpp"

#include <egregora/ingest/input_adapter.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace egregora::ingest {

class WhatsAppInput final : public OpenInput {
 public:
  WhatsAppInput(std::string file, std::unique_ptr<TextSource> source, const InputOptions& options);

  const InputSummary& summary() const override { return summary_; }
  std::optional<std::uint64_t> total_bytes() const override { return survey_.bytes; }
  std::uint64_t bytes_read() const noexcept override {
    return bytes_read_.load(std::memory_order_relaxed);
  }
  InputSummary read(MessageSink& sink) override;

 private:
  // What the lines after a header belong to.
  enum class State { before_first, in_message, after_rejected, overlong };
  struct Pending {
    Timestamp timestamp = {};
    const Sender* sender = nullptr;  // null: a system line
    std::size_t text_begin = 0;      // in what the reader holds
  };

  void summarize();
  std::unique_ptr<TextStream> text() const;
  void take_line(LineReader& lines, MessageSink& sink);
  bool begin_message(LineReader& lines, MessageSink& sink, const Header& header);
  void go_on(LineReader& lines, MessageSink& sink);
  void finish_message(std::string_view held, MessageSink& sink);
  void emit(const CleanText& clean, const WhatsAppContent& content, const TextFeatures& features,
            bool is_system, MessageSink& sink);
  bool is_system_line(std::string_view raw_text, const CleanText& clean) const;
  void reject(LineReader& lines, MessageSink& sink, std::string_view reason);
  std::optional<std::int32_t> cached_day(const Header& header);

  std::string file_;
  std::unique_ptr<TextSource> source_;
  InputOptions options_;
  WhatsAppSurvey survey_;
  detail::LocalClock clock_;
  InputSummary summary_;
  MessageIds ids_;
  TextScrubber scrubber_;
  TextCleaner cleaner_;
  HeaderReader headers_;
  State state_ = State::before_first;
  Pending pending_;
  std::array<int, 3> last_date_ = {-1, -1, -1};
  std::optional<std::int32_t> last_day_;
  std::vector<TextSpan> url_spans_;
  std::vector<std::string_view> urls_;
  std::atomic<std::uint64_t> bytes_read_ = 0;
};

}  // namespace egregora::ingest
