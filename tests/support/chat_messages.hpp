// SPDX-License-Identifier: Apache-2.0
// Every kind of message that the corpus holds, as lines of a body and the truth about them,
// independent of headers.
#pragma once

#include "support/chat_writer.hpp"

#include <string>
#include <vector>

namespace egregora::corpus {

struct Sender {
  std::string written;  ///< as the file writes it
  std::string plain;    ///< without marks of direction
};

/// One message without its time. A system line has no sender, unless the client puts the chat's
/// name there.
struct Draft {
  Sender sender = {};
  std::vector<std::string> lines = {};
  ExpectedMessage truth = {};
};

const std::vector<Sender>& senders(bool brackets);

/// All drafts for a file: texts, media in the forms of both clients, deleted and edited messages,
/// system lines.
std::vector<Draft> drafts(const Language& language, bool brackets, Dice& dice);

}  // namespace egregora::corpus
