# Thin: each target does its own set-up. `make help` lists them.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
PROPERTY_CASES ?= 100000
SCHEDULES ?= 1000
CONCURRENCY_SECONDS ?= 60
BUILD := build
SOURCES = $(shell find include src tools tests bench examples \( -name '*.hpp' -o -name '*.cpp' \) -not -path 'tests/contract/*')
export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)

.PHONY: help deps deps-tools build demo test bench install format tidy asan tsan fuzz property crash concurrency coverage clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(firstword $(MAKEFILE_LIST)) | column -t -s '|'

deps:  ## install missing Debian packages, fetch DuckDB; nothing the second time
	@scripts/deps.sh

deps-tools:  ## the same, and clang with its tools
	@scripts/deps.sh tools

# Configures once and again when the presets change; ninja itself notices everything else.
$(BUILD)/%/build.ninja: CMakePresets.json
	cmake --preset $*

build: $(BUILD)/release/build.ninja  ## build/release: the library, the program and the tests
	cmake --build --preset release

test: deps  ## build and run all tests but the long ones
	@$(MAKE) --no-print-directory build
	@scripts/test.sh release $(JOBS)

demo: deps  ## build, then run the program on a bundled chat export
	@$(MAKE) --no-print-directory $(BUILD)/release/build.ninja
	cmake --build --preset release --target egregora_program
	@scripts/demo.sh $(BUILD)/release/bin/egregora

bench: deps  ## build and run the benchmarks
	@$(MAKE) --no-print-directory $(BUILD)/bench/build.ninja
	cmake --build --preset bench
	@scripts/bench.sh $(BUILD)/bench/bench

install: build  ## install into PREFIX (default /usr/local)
	cmake --install $(BUILD)/release --prefix "$(PREFIX)"

format: deps-tools  ## clang-format everything but the contract
	@clang-format -i $(SOURCES)

tidy: deps-tools  ## clang-tidy over the library and the program
	@$(MAKE) --no-print-directory $(BUILD)/tidy/build.ninja
	@run-clang-tidy-16 -quiet -j $(JOBS) -p $(BUILD)/tidy '/(src|tools/egregora)/.*\.cpp$$'

asan: deps  ## all tests with AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory $(BUILD)/asan/build.ninja
	cmake --build --preset asan
	@scripts/test.sh asan $(JOBS)

tsan: deps  ## all tests with ThreadSanitizer
	@$(MAKE) --no-print-directory $(BUILD)/tsan/build.ninja
	cmake --build --preset tsan
	@scripts/test.sh tsan $(JOBS)

fuzz: deps-tools  ## run every fuzz target for FUZZ_SECONDS
	@$(MAKE) --no-print-directory $(BUILD)/fuzz/build.ninja
	cmake --build --preset fuzz
	@scripts/fuzz.sh $(BUILD)/fuzz $(FUZZ_SECONDS)

property: deps  ## the random tests with PROPERTY_CASES cases each, from a new seed
	@$(MAKE) --no-print-directory build
	RC_PARAMS="max_success=$(PROPERTY_CASES)" $(BUILD)/release/tests/egregora_property_tests

crash: deps  ## the long crash tests: kill the program and cut the power again and again
	@$(MAKE) --no-print-directory build
	@scripts/test.sh release $(JOBS) --label '^(crash|crash-long)$$'

concurrency: deps  ## threads for CONCURRENCY_SECONDS and SCHEDULES random schedules of writers, with ThreadSanitizer too
	@$(MAKE) --no-print-directory $(BUILD)/release/build.ninja $(BUILD)/tsan/build.ninja
	for preset in release tsan; do \
	  cmake --build --preset $$preset --target egregora_concurrency_tests && \
	  EGREGORA_SCHEDULES=$(SCHEDULES) EGREGORA_CONCURRENCY_SECONDS=$(CONCURRENCY_SECONDS) \
	    scripts/test.sh $$preset 1 --label '^concurrency$$' || exit 1; \
	done

coverage: deps  ## tests with gcov; a table if gcovr is there
	@$(MAKE) --no-print-directory $(BUILD)/coverage/build.ninja
	cmake --build --preset coverage
	@scripts/test.sh coverage $(JOBS)
	@command -v gcovr >/dev/null && gcovr --root . --filter src --filter include $(BUILD)/coverage || true

clean:  ## remove everything built (not what was fetched)
	rm -rf $(BUILD) demo-output
