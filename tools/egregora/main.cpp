// SPDX-License-Identifier: Apache-2.0
// The program `egregora`. What it does is in program.cpp and one file a command.
#include "tools/egregora/program.hpp"

int main(int argc, char** argv) { return egregora::program::run_program(argc, argv); }
