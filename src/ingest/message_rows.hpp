// SPDX-License-Identifier: Apache-2.0
// Writes finished messages as rows of the table `messages`, or of a stage of its shape.
#pragma once

#include <cstdint>
#include <egregora/engine/appender.hpp>
#include <egregora/ingest/input_adapter.hpp>
#include <memory>
#include <optional>
#include <string>

namespace egregora::ingest {

/// What all messages of one import have in common.
struct MessageOrigin {
  std::string tenant_id = {};
  std::string source = {};
  std::string thread_id = {};
  Timestamp created_at = {};
  Uuid run_id = {};
};

class MessageRows {
 public:
  MessageRows(std::unique_ptr<Appender> appender, const MessageOrigin& origin);
  void append(const SourceMessage& message, std::int64_t seq);
  std::int64_t rows() const noexcept { return appender_->rows(); }
  void close() { appender_->close(); }

 private:
  void text(int slot, const std::optional<std::string_view>& value) {
    if (value) appender_->set_text(slot, *value);
  }

  std::unique_ptr<Appender> appender_;
  int message_id_, source_key_, seq_, timestamp_, author_, author_uuid_, kind_, content_,
      media_url_, media_type_, mentions_, urls_, pii_, edited_;
};

}  // namespace egregora::ingest
