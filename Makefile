# Everything a person needs to type. The first `make run` or `make test` on a fresh Debian 12 installs what is missing.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

JOBS ?= $(shell nproc)
TEST_JOBS ?= 2
PROGRAMS := league-server league-bot leaguectl wechat-sim
NPM_FOLDERS := $(patsubst %/package-lock.json,%,$(wildcard tests/interop/package-lock.json tests/browser/package-lock.json))
PHONE_SOURCES := $(shell find miniprogram -name node_modules -prune -o -type f ! -name 'schema.d.ts' -print)
NPM_STAMPS := $(patsubst %,build/npm/%.stamp,$(NPM_FOLDERS))

.PHONY: help run test chaos fuzz bench sanitize format tidy clean programs everything npm phone

help:
	@echo "make run       set up, build and start a demonstration county (Ctrl-C ends it)"
	@echo "make test      everything that must pass"
	@echo "make chaos     break everything many times (ROUNDS=50) and compare what people were told with the records"
	@echo "make fuzz      feed every reader of strangers' bytes with broken ones (FUZZ_SECONDS=600 each)"
	@echo "make bench     measure speed beside the raw limits of the machine"
	@echo "make sanitize  the test suite under ASan+UBSan, then under TSan"
	@echo "make format    lay out the C++ sources"
	@echo "make tidy      clang-tidy over the C++ sources"
	@echo "make clean     remove build/ (state in var/ stays)"

run:
	@scripts/setup.sh run
	@$(MAKE) programs phone
	@exec scripts/run.sh

test:
	@scripts/setup.sh test
	@$(MAKE) everything npm phone
	ctest --test-dir build/release --output-on-failure --parallel $(TEST_JOBS)

ROUNDS ?= 50
chaos:
	@scripts/setup.sh test
	@$(MAKE) configure-release
	@cmake --build build/release --parallel $(JOBS) --target chaos_test
	LEAGUE_CHAOS_ROUNDS=$(ROUNDS) build/release/tests/chaos/chaos_test

FUZZ_SECONDS ?= 600
fuzz:
	@scripts/setup.sh fuzz
	@scripts/fuzz.sh $(FUZZ_SECONDS) $(JOBS)

bench:
	@scripts/setup.sh bench
	@$(MAKE) configure-release
	@cmake --build build/release --parallel $(JOBS) --target $(PROGRAMS) bench_tools
	@exec tests/bench/run.sh

sanitize:
	@scripts/setup.sh test
	@$(MAKE) npm phone
	@scripts/sanitize.sh asan $(JOBS) $(TEST_JOBS)
	@scripts/sanitize.sh tsan $(JOBS) $(TEST_JOBS)

format:
	@scripts/setup.sh format
	@git ls-files -z '*.cpp' '*.hpp' | xargs -0 clang-format -i

tidy:
	@scripts/setup.sh tidy
	@$(MAKE) configure-debug
	@git ls-files -z 'lib/*.cpp' 'server/*.cpp' 'bot/*.cpp' 'tools/*.cpp' | \
	    xargs -0 -n 4 -P $(JOBS) clang-tidy-16 -p build/debug --quiet

clean:
	@rm -rf build

# --- parts of the above -----------------------------------------------------------------------------------

.PHONY: configure-release configure-debug
configure-release configure-debug: configure-%:
	@if [ ! -f build/$*/build.ninja ]; then cmake --preset $*; fi

programs: configure-release
	@cmake --build build/release --parallel $(JOBS) --target $(PROGRAMS)

everything: configure-release
	@cmake --build build/release --parallel $(JOBS)

npm: $(NPM_STAMPS)

# The page at /m/ and the mini program, built anew when one of their sources or the office's configuration changes.
phone: build/phone/stamp
build/phone/stamp: build/npm/miniprogram.stamp $(PHONE_SOURCES) config/league.toml
	@cd miniprogram && npm run --silent build:h5 && npm run --silent build:mp
	@touch $@

build/npm/%.stamp: %/package-lock.json %/package.json
	@cd $* && npm ci --no-audit --no-fund
	@mkdir -p $(dir $@) && touch $@
