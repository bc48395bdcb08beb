#!/usr/bin/env bash
# tests/docs/compare_picture.sh SCRIPT PROGRAM PICTURE: fails where docs/terminal.svg shows something else than PROGRAM prints.
set -euo pipefail
normalised() { sed -E -e 's/run [0-9a-f]{8} completed in [0-9.]+ [a-z]+/run/' -e 's/[0-9.]+ kB/SIZE/' -e 's/ (x|y|textLength|width|height|viewBox)="[0-9 ]*"//g'; }
diff <(normalised <"$3") <(bash "$1" "$2" | normalised) && exit
printf 'the picture is old; make it again: scripts/terminal_svg.sh build/release/bin/egregora > docs/terminal.svg\n'
exit 1
