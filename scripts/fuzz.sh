#!/usr/bin/env bash
# scripts/fuzz.sh BUILD SECONDS: runs every fuzz target below BUILD/fuzz for SECONDS, starting from the inputs kept in
# tests/fuzz/corpus/<name>. New inputs go to BUILD/corpus; an input that broke something is left in BUILD and named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$1 seconds=$2
export ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=$PWD/tests/support/lsan.supp
failed=()
count=0
for target in "$build"/fuzz/*; do
  [[ -f $target && -x $target ]] || continue
  name=$(basename "$target")
  mkdir -p "$build/corpus/$name" "$build/found"
  corpora=("$build/corpus/$name")
  [[ -d tests/fuzz/corpus/$name ]] && corpora+=("tests/fuzz/corpus/$name")
  options=(-max_total_time="$seconds" -print_final_stats=1 -verbosity=0 -artifact_prefix="$build/found/$name-")
  [[ -f tests/fuzz/corpus/$name.dict ]] && options+=(-dict="tests/fuzz/corpus/$name.dict")
  printf 'fuzz: %s for %s s\n' "$name" "$seconds"
  count=$((count + 1))
  "$target" "${options[@]}" "${corpora[@]}" || failed+=("$name")
done
printf 'fuzz: %d targets, %d failed%s\n' "$count" "${#failed[@]}" "${failed[*]:+: ${failed[*]} (inputs in $build/found)}"
((${#failed[@]} == 0 && count > 0))
