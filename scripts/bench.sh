#!/usr/bin/env bash
# scripts/bench.sh FOLDER: runs every benchmark in FOLDER; BENCH_ARGS is passed on (e.g. --rounds 9). Fails at the end
# where one of them says by its exit code that a bar is broken.
set -euo pipefail
count=0
broken=()
for program in "$1"/*; do
  [[ -f $program && -x $program ]] || continue
  printf '\n== %s\n' "$(basename "$program")"
  # shellcheck disable=SC2086  # BENCH_ARGS is a list of words
  "$program" ${BENCH_ARGS-} || broken+=("$(basename "$program")")
  count=$((count + 1))
done
printf '\nbench: %d programs run\n' "$count"
if ((${#broken[@]} > 0)); then
  printf 'bench: a bar is broken in: %s\n' "${broken[*]}"
  exit 1
fi
