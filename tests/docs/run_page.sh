#!/usr/bin/env bash
# tests/docs/run_page.sh PAGE FOLDER BIN DATA [PROGRAM]: runs the commands of PAGE's ```console blocks in an emptied FOLDER
# that holds the files of DATA, with BIN first in PATH, and compares what they print with what the page shows. PROGRAM, made
# of the page's ```cpp blocks, runs where the last of them stands; what each prints is compared with the ```output block after it.
# With EGREGORA_UPDATE_PAGES=1 the page's ```output blocks are rewritten instead.
set -euo pipefail
page=$1 folder=$2 bin=$3 data=$4 program=${5-}
rm -rf "$folder"
mkdir -p "$folder"
cp "$data"/* "$folder"/
cd "$folder"
export PATH="$bin:$PATH" COLUMNS=120 LC_ALL=C.UTF-8
unset EGREGORA_DB
last_cpp=$(grep -n '^```cpp' "$page" | tail -n 1 | cut -d: -f1 || true)
failed=0

# What differs from run to run: ids, the times they take, clock times of today, sizes of files.
normalised() {
  sed -E -e 's/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/ID/g' -e 's/\b[0-9a-f]{3,8}…[0-9a-f]{3,8}\b/ID/g' \
    -e 's/\brun [0-9a-f]{8}\b/run ID/g' -e 's/\b[0-9]+(\.[0-9]+)? s\b/T s/g' -e 's/[0-9]+(\.[0-9]+)? (B|kB|MB)\b/SIZE/g' \
    -e 's/"seconds":[0-9.e-]+/"seconds":T/g' -e 's/20[2-9][0-9]-[01][0-9]-[0-3][0-9] [0-9:.]+\+00/TIME/g' -e 's/[[:space:]]+$//' -e 's/─+/─/g' -e 's/ +/ /g'
}

check() {  # check LINE COMMAND: runs it; $expected holds what the page shows
  local actual status=0
  actual=$(eval "$2" 2>&1) || status=$?
  if ((status != 0)) && [[ $expected != *'egregora: '* ]]; then
    printf '%s:%s: exit code %s: %s\n%s\n' "$page" "$1" "$status" "$2" "$actual"
    failed=1
    return
  fi
  [[ -n $expected ]] || return 0
  local shown=$expected
  if [[ $'\n'$shown$'\n' == *$'\n...\n'* ]]; then  # compared up to there
    shown=$'\n'$shown$'\n'
    shown=${shown%%$'\n...\n'*}
    shown=${shown#$'\n'}
    actual=$(head -n "$(($(grep -c '' <<<"$shown")))" <<<"$actual")
  fi
  if ! diff <(normalised <<<"$shown") <(normalised <<<"$actual") >diff.txt; then
    printf '%s:%s: prints something else (< page, > program): %s\n' "$page" "$1" "$2"
    cat diff.txt
    failed=1
  fi
}

run_program() {
  "$program" >printed.txt || { failed=1 && tail printed.txt && printf '%s: its program ended with an error\n' "$page"; }
  awk -f "${0%/*}/fill_outputs.awk" printed.txt "$page" >page.md
  if ((${EGREGORA_UPDATE_PAGES:-0} && !failed)); then
    mv page.md "$page"  # not over it: the page is still being read
  elif ! diff "$page" page.md >diff.txt; then
    printf '%s: its program prints something else (< page, > program):\n' "$page"
    cat diff.txt
    failed=1
  fi
}

number=0 inside='' command='' command_line=0 expected=''
finish_command() {
  [[ -z $command ]] || check "$command_line" "$command"
  command='' expected=''
}
while IFS= read -r line || [[ -n $line ]]; do
  ((number += 1))
  if [[ $inside == console ]]; then
    if [[ $line == '```' ]]; then
      finish_command
      inside=''
    elif [[ $line == '$ '* ]]; then
      finish_command
      command=${line#'$ '} command_line=$number
    elif [[ $command == *\\ ]]; then
      command="${command%\\}${line#'> '}"
    else
      expected+="${expected:+$'\n'}$line"
    fi
  elif [[ $line == '```console' ]]; then
    inside=console
  elif [[ $line == '```cpp' ]]; then
    inside=cpp
    [[ $number != "$last_cpp" ]] || inside=last_cpp
  elif [[ $line == '```' ]]; then
    if [[ $inside == last_cpp && -n $program ]]; then
      run_program
    fi
    inside=''
  fi
done <"$page"
exit "$failed"
