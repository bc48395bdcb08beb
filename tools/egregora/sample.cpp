// SPDX-License-Identifier: Apache-2.0
// `egregora sample`: a synthetic chat export, the same for the same options on every machine.
#include <egregora/ingest/sample.hpp>

#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {
namespace {

struct Options {
  SampleOptions sample = {};
  std::optional<std::string> to = {};
};

int run(Session& session, const Options& options) {
  if (!options.to) {
    write_sample(session.out, options.sample);
    return 0;
  }
  write_sample(std::filesystem::path(*options.to), options.sample);
  session.say(*options.to + " written");
  return 0;
}

}  // namespace

void add_sample(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, {"sample", "Write a synthetic WhatsApp export",
                "egregora sample --messages 2000 --seed 7 --to \"WhatsApp Chat with Trip.zip\""});
  auto options = std::make_shared<Options>();
  command.add_option("--messages", options->sample.messages, "How many messages")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->type_name("N");
  command.add_option("--seed", options->sample.seed, "Same seed, same bytes")
      ->capture_default_str()
      ->type_name("S");
  command.add_option("--participants", options->sample.participants, "How many people")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->type_name("K");
  command.add_option("--locale", options->sample.locale, "Form of dates and language of markers")
      ->check(CLI::IsMember(sample_locales()))
      ->capture_default_str()
      ->type_name("LOCALE");
  command.add_option("--to", options->to, "A .txt or .zip file (default: stdout)")
      ->type_name("FILE");
  add_log_options(command, line.options);
  set_action(command, line, [options](Session& session) { return run(session, *options); });
}

}  // namespace egregora::program
