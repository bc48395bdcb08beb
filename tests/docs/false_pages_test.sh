#!/usr/bin/env bash
# tests/docs/false_pages_test.sh FOLDER: fails where the awk programs of FOLDER miss what is false in a page.
set -euo pipefail
folder=$1
page=$(mktemp) printed=$(mktemp)
trap 'rm -f "$page" "$printed"' EXIT
fail() { printf '%s\n' "$1" && exit 1; }

block() { printf '# A\n\n```cpp\nf();\n```\n```output\n%s\n```\n' "$1" >"$page"; }  # the block's code is line 4
printf '\n\0364\nfour\nlines\n\n' >"$printed"
filled() { awk -f "$folder/fill_outputs.awk" "$printed" "$page"; }
block $'four\nlines'
diff "$page" <(filled) || fail 'what is printed differs from itself'
block $'four\n...'
diff "$page" <(filled) || fail 'what follows ... was compared'
for lie in $'four\nother' four $'four\nlines\nmore' $'other\n...'; do
  block "$lie"
  ! diff -q "$page" <(filled) >/dev/null || fail "not seen as false: $lie"
done

row() { printf '## A\n| Ibis | here | note |\n|---|---|---|\n| `g()` | %s | |\n\n```cpp\nt.f(1);\n```\n\n<!-- x\n```cpp\n&E::g;\n```\n-->\n' "$1" >"$page"; }
tried() { awk -f "$folder/names_are_tried.awk" "$page"; }
for truth in '`f(e)`' 'not there yet'; do
  row "$truth"
  tried || fail "seen as false: $truth"
done
for lie in '`h(e)`' '`h`: not there yet' '`g(e)`'; do
  row "$lie"
  ! tried >/dev/null || fail "not seen as false: $lie"
done
