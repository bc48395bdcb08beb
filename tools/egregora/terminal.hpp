// SPDX-License-Identifier: Apache-2.0
// What stdout and stderr lead to: a terminal of some width, which may show colour, or a file or
// pipe.
#pragma once

namespace egregora::program {

/// Where one of the two output streams leads.
struct Terminal {
  bool interactive = false;  ///< a person sits there: progress bars make sense
  bool colour = false;       ///< interactive, and neither NO_COLOR nor TERM=dumb is set
  int width = 120;           ///< in cells; of a file or pipe $COLUMNS, else 120
};

/// Asks about file descriptor 1 (results) or 2 (progress, log lines).
Terminal terminal_of(int descriptor);

}  // namespace egregora::program
