# The two commands that a newcomer needs are `make run` and `make test`. CONTRIBUTING.md describes the others.

CLIENTS := build/venv/bin/python

.PHONY: run build tests test unit conformance bench profile format lint sanitize fuzz clean

run: build ## Build, start in development mode, show a secret created and read back, leave the server running.
	@scripts/run

build: build/release/build.ninja ## build/release/strongroom.
	@cmake --build --preset release --target strongroom

tests: build/release/build.ninja ## The same and all tests.
	@cmake --build --preset release

build/release/build.ninja:
	@scripts/install-packages
	@cmake --preset release >/dev/null

test: unit conformance ## Everything: unit tests, corpora, conformance through real clients, crash tests.

unit: tests
	@scripts/check-rooms
	@ctest --preset release -j2

conformance: tests
	@scripts/install-test-clients
	@$(CLIENTS) -m pytest tests/conformance tests/crash -q

bench: build ## Measure against the references and write docs/performance.md.
	@bench/run

profile: build/release/build.ninja ## Count what the server does under load, for the compiler: cmake/strongroom.profdata.
	@bench/profile

format: ## Format all C++ in place.
	@git ls-files '*.cc' '*.h' | xargs clang-format-19 -i

# What is checked are the units that the compiler sees, of some ten sources each: the time goes into their headers.
lint: tests ## clang-tidy over all of src/, and the rules of the house.
	@scripts/check-rooms
	@grep -oE '"$(CURDIR)/(build/release/)?src/[^"]*(\.cc|/Unity/[^"]*)"' build/release/compile_commands.json | sort -u | \
	  xargs -P 2 -n 1 clang-tidy-19 -p build/release --quiet

sanitize: ## Unit tests under address, undefined-behaviour and thread sanitizers.
	@scripts/install-packages
	@for preset in dev tsan; do \
	  cmake --preset $$preset >/dev/null && cmake --build --preset $$preset && ctest --preset $$preset -j2 || exit 1; \
	done

fuzz: ## Each fuzz target for FUZZ_SECONDS (60) seconds.
	@scripts/install-packages
	@scripts/fuzz

clean:
	@rm -rf build
