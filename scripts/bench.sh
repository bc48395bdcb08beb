#!/usr/bin/env bash
# scripts/bench.sh FOLDER: runs every benchmark in FOLDER; BENCH_ARGS is passed on (e.g. --benchmark_filter=...).
set -euo pipefail
count=0
for program in "$1"/*; do
  [[ -f $program && -x $program ]] || continue
  printf '\n== %s\n' "$(basename "$program")"
  # shellcheck disable=SC2086  # BENCH_ARGS is a list of words
  "$program" ${BENCH_ARGS-}
  count=$((count + 1))
done
printf '\nbench: %d programs run\n' "$count"
