// SPDX-License-Identifier: Apache-2.0
// Writes and reads rows of the table `windows`.
#pragma once

#include <egregora/data/data_frame.hpp>
#include <egregora/database/transaction.hpp>
#include <egregora/ingest/windows.hpp>
#include <memory>
#include <vector>

namespace egregora::ingest {

class WindowAppender {
 public:
  explicit WindowAppender(Transaction& transaction);
  void append(const Window& window);
  void close() { appender_->close(); }

 private:
  void text(std::size_t column, std::string_view value) {
    appender_->set_text(slots_[column], value);
  }

  std::unique_ptr<Appender> appender_;
  std::vector<int> slots_ = {};
};

/// The windows of one configuration, by thread, index and part.
std::vector<Window> read_windows(const Transaction& transaction, std::string_view config_hash);
std::vector<Window> windows_of(const DataFrame& frame);

}  // namespace egregora::ingest
