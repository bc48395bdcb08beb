// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace egregora::testing {
/// True where the program was started with --update-golden: files are written instead of compared.
extern bool update_golden;
}  // namespace egregora::testing
