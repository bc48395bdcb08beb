// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <string_view>

#include "golden/update_golden.hpp"

namespace egregora::testing {
bool update_golden = false;
}

int main(int argc, char** argv) {
  ::testing::InitGoogleMock(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--update-golden") egregora::testing::update_golden = true;
  }
  return RUN_ALL_TESTS();
}
