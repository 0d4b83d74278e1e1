# What a person types. Every target sets up what it needs first.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check up down bench bench-peers bench-lake clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/ready  ## make .venv from the hash-pinned lock

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "presswatch needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) -V). Try: make setup PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

demo: setup  ## serve the demo newsroom, run watch_feeds over it, show what was found
	@$(BIN)/python -B -m launcher.demo

up: setup  ## start Airflow on 127.0.0.1:8080 (NEWSROOM=1: over the demo newsroom)
	@NEWSROOM=$(NEWSROOM) $(BIN)/python -B -m launcher.up

down: setup  ## end what `make up` started (NEWSROOM=1: its newsroom twin)
	@NEWSROOM=$(NEWSROOM) $(BIN)/python -B -m launcher.down

check: setup  ## ruff, mypy and import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: check  ## the checks, then the tests
	$(BIN)/pytest

bench: setup  ## every benchmark (needs ../shared)
	$(BIN)/python -m tests.bench

bench-peers: setup  ## other extractors beside ours (needs ../shared, installs them into build/peers)
	$(BIN)/python -m tests.bench.peers
	$(BIN)/python -m tests.bench.peers.copies

bench-lake: setup  ## what a batch costs on a DuckLake, in an environment of its own
	$(BIN)/python -m tests.bench.lake

clean:  ## remove .venv and caches; data stays
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
