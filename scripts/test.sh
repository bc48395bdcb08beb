#!/usr/bin/env bash
# scripts/test.sh PRESET JOBS [--label REGEX]: runs the tests of build/PRESET and ends with one summary line.
# Without --label: all but those labelled long.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=$1 jobs=$2
shift 2
select=(--label-exclude '^(long|crash-long)$')
if [[ ${1-} == --label ]]; then
  select=(--label-regex "$2")
fi

# ThreadSanitizer needs a fixed address layout on kernels that randomise more bits than it expects.
wrapper=()
if [[ $preset == tsan ]] && setarch "$(uname -m)" -R true 2>/dev/null; then
  wrapper=(setarch "$(uname -m)" -R)
fi

# The random tests draw the same cases in every run, so that a change alone can break them; `make property` draws others.
export RC_PARAMS=${RC_PARAMS:-seed=1}

log=build/$preset/test.log
started=$SECONDS
"${wrapper[@]}" ctest --test-dir "build/$preset" --output-on-failure --timeout 300 --no-tests=error \
  --parallel "$jobs" "${select[@]}" | tee "$log"
status=${PIPESTATUS[0]}

counts=$(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests* failed out of \([0-9]*\)$/\1 \2/p' "$log" | tail -n 1)
read -r failed total <<<"${counts:-? ?}"
skipped=$(grep -c '\*\*\*Skipped' "$log" || true)
verdict=passed
((status == 0)) || verdict=FAILED
printf '\ntests %s: %s run, %s failed, %s skipped, %s s (preset %s)\n' \
  "$verdict" "$total" "$failed" "$skipped" "$((SECONDS - started))" "$preset"
exit "$status"
