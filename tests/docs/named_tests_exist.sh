#!/usr/bin/env bash
# tests/docs/named_tests_exist.sh PAGE TESTS: every `Suite.name` in PAGE is a test below the folder TESTS.
set -euo pipefail
page=$1 tests=$2
known=$(grep -rhoE --include='*_test.cpp' --include='seed_*.cpp' 'TEST(_F|_P)?\([A-Za-z]+,[[:space:]]*[A-Za-z0-9_]+' "$tests" |
  sed -E 's/^TEST(_F|_P)?\(//; s/,[[:space:]]*/./' | sort -u)
named=$(grep -oE '`[A-Z][A-Za-z]+\.[A-Za-z0-9_]+`' "$page" | tr -d '`' | sort -u)
[[ -n $named ]] || { echo "$page names no test"; exit 1; }
missing=$(comm -13 <(echo "$known") <(echo "$named"))
[[ -z $missing ]] || { printf '%s names tests that do not exist:\n%s\n' "$page" "$missing"; exit 1; }
