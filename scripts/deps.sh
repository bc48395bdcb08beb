#!/usr/bin/env bash
# Installs what the build needs and fetches DuckDB. Does nothing when all is there.
#   scripts/deps.sh          compiler, libraries, DuckDB (what `make test` needs)
#   scripts/deps.sh tools    clang, clang-format and clang-tidy as well (what `make format tidy fuzz` need)
# Nothing here runs a package's install script, and both files of DuckDB are checked against the digests below.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

duckdb_version=1.5.6
npm_version=1.5.6-r.1
sdist_sha256=166a91dbfacfc0c9f08cc76c0243cb6d3d4296bfab5bad72a3cfb63140a5b7c8
# One line a machine whose digest was checked. The sibling package for aarch64 is node-bindings-linux-arm64: to add it,
# fetch it once, compare it with the makers' release, and pin its digest here.
case "$(uname -m)" in
  x86_64) npm_cpu=x64 npm_sha256=1b9f82478539bb9a1d1df44bd103121a12ae52142c07158dc52b97d2ec1d69ff ;;
  *) npm_cpu='' npm_sha256='' ;;
esac

# package | what shows that it is there: a program, or a file under an include folder
packages='
g++                        | g++
make                       | make
cmake                      | cmake
ninja-build                | ninja
ccache                     | ccache
ca-certificates            | /etc/ssl/certs/ca-certificates.crt
libfmt-dev                 | fmt/core.h
libspdlog-dev              | spdlog/spdlog.h
nlohmann-json3-dev         | nlohmann/json.hpp
libcli11-dev               | CLI/CLI.hpp
libzip-dev                 | zip.h
libhowardhinnant-date-dev  | date/tz.h
libssl-dev                 | openssl/evp.h
libxxhash-dev              | xxhash.h
libgtest-dev               | gtest/gtest.h
libgmock-dev               | gmock/gmock.h
librapidcheck-dev          | rapidcheck.h
libbenchmark-dev           | benchmark/benchmark.h
tzdata                     | /usr/share/zoneinfo/UTC
zip                        | zip
unzip                      | unzip
libpq-dev                  | postgresql/libpq-fe.h
postgresql-15              | /usr/lib/postgresql/15/bin/postgres
'
# Needed only to fetch DuckDB, so not asked for once it is there.
fetch_packages='
npm                        | npm
python3-pip                | pip3
'
# clang 14, Debian's default, does not know std::source_location.
tool_packages='
clang-16                   | clang++-16
libclang-rt-16-dev         | /usr/lib/llvm-16/lib/clang/16/lib/linux/libclang_rt.fuzzer-*.a
clang-tidy-16              | run-clang-tidy-16
clang-format               | clang-format
'

say() { printf 'deps: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

is_there() {  # is_there PROBE
  case "$1" in
    /*) compgen -G "$1" >/dev/null ;;
    *.h | *.hpp) compgen -G "/usr/include/$1" >/dev/null || compgen -G "/usr/local/include/$1" >/dev/null ||
      compgen -G "/usr/include/*-linux-gnu/$1" >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing_of() {  # missing_of LIST: the packages whose probe fails, one a line
  local package probe
  while IFS='|' read -r package probe; do
    package=${package//[[:space:]]/} probe=${probe//[[:space:]]/}
    [[ -z $package ]] || is_there "$probe" || printf '%s\n' "$package"
  done <<<"$1"
}

install_missing() {  # install_missing LIST
  local missing
  mapfile -t missing < <(missing_of "$1")
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null ||
    fail "no apt-get here; install what these Debian packages hold and run again: ${missing[*]}"
  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "neither root nor sudo; ask for these Debian packages: ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

check_digest() {  # check_digest FILE SHA256
  printf '%s  %s\n' "$2" "$1" | sha256sum --check --status ||
    fail "digest differs from the one pinned in scripts/deps.sh, not used: $1"
}

fetch_duckdb() {
  local target=.deps/duckdb stamp="$duckdb_version $npm_sha256 $sdist_sha256"
  if [[ -f $target/libduckdb.so && -f $target/duckdb.h && $(cat "$target/stamp" 2>/dev/null) == "$stamp" ]]; then
    return 0
  fi
  if [[ -z $npm_cpu ]]; then
    say "no digest of DuckDB is pinned for $(uname -m), so it is not fetched; unpack a release and set DuckDB_ROOT"
    return 0
  fi
  install_missing "$fetch_packages"
  mkdir -p .deps
  local scratch
  scratch=$(mktemp -d .deps/fetch.XXXXXX)
  trap "rm -rf '$PWD/$scratch'" EXIT

  say "fetching DuckDB $duckdb_version: library (npm, 24 MB) and header (pip, 18 MB)"
  local library_package="@duckdb/node-bindings-linux-$npm_cpu@$npm_version"
  (cd "$scratch" && npm pack --silent --ignore-scripts "$library_package" >/dev/null) ||
    fail "npm could not fetch $library_package"
  local library_archive=$scratch/duckdb-node-bindings-linux-$npm_cpu-$npm_version.tgz
  check_digest "$library_archive" "$npm_sha256"
  pip3 download --quiet --disable-pip-version-check --no-deps --no-binary duckdb \
    --dest "$scratch" "duckdb==$duckdb_version" ||
    fail "pip could not fetch duckdb==$duckdb_version"
  local header_archive=$scratch/duckdb-$duckdb_version.tar.gz
  check_digest "$header_archive" "$sdist_sha256"

  tar -xzf "$library_archive" -C "$scratch" package/libduckdb.so package/LICENSE
  tar -xzf "$header_archive" -C "$scratch" --strip-components=5 \
    "duckdb-$duckdb_version/external/duckdb/src/include/duckdb.h"
  rm -rf "$target"
  mkdir -p "$target"
  mv "$scratch/package/libduckdb.so" "$scratch/package/LICENSE" "$scratch/duckdb.h" "$target/"
  printf '%s\n' "$stamp" >"$target/stamp"  # last: a stopped run is done again
  say "DuckDB $duckdb_version is in $target"
}

install_missing "$packages"
if [[ ${1-} == tools ]]; then
  install_missing "$tool_packages"
fi
fetch_duckdb
