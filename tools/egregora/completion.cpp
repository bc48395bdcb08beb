// SPDX-License-Identifier: Apache-2.0
// `egregora completion SHELL`: a script that completes commands and options.
#include <memory>
#include <ostream>
#include <string>

#include "tools/egregora/command_line.hpp"
#include "tools/egregora/completion_script.hpp"
#include "tools/egregora/session.hpp"

namespace egregora::program {

void add_completion(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(program, {"completion", "Print a completion script for a shell",
                                            "source <(egregora completion bash)"});
  auto shell = std::make_shared<std::string>();
  command.add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  add_log_options(command, line.options);
  set_action(command, line, [shell, &program](Session& session) {
    session.out << completion_script(program, *shell);
    return 0;
  });
}

}  // namespace egregora::program
