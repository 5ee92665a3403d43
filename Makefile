# The everyday commands. Each is a small script under scripts/, may be repeated, and is quick the second time.
.DEFAULT_GOAL := help
.PHONY: help build demo test check bench clean

PORT ?= 8000
export PORT

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## the engine, and .venv with the package, mod_wsgi and Django
	@scripts/build

demo: ## serve examples/library under Apache (PORT=8000)
	@scripts/demo

test: ## everything: check, the engine's tests, the package's, and the suite against a real Apache
	@scripts/test

check: ## formatting, linting, types, generated files
	@scripts/check

bench: ## the benchmarks, side by side with the peers
	@scripts/bench

clean: ## remove what the targets above have made
	@scripts/clean
