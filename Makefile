# Li Hua. `make up` runs it, `make test` proves it, `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
DB ?= sqlite
BIN := .venv/bin
export UV_NO_CONFIG := 1

.PHONY: help up test check journeys bench bench-language lock messages clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

up: .venv/.run  ## install what is missing and run Li Hua on http://localhost:8000 (PORT=, LIHUA_DATA=, LIHUA_URL=)
	@PORT=$(PORT) exec $(BIN)/lihua up

test: .venv/.dev  ## checks and all tests (DB=postgresql for PostgreSQL)
	@DB=$(DB) bash tests/run.sh

check: .venv/.dev  ## format, lint, types, floors, templates, migrations
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/lint-imports && $(BIN)/mypy lihua \
	  && $(BIN)/djlint --lint --quiet lihua && $(BIN)/django-admin makemigrations --check --dry-run --settings lihua.config.settings

journeys: .venv/.dev  ## only the browser journeys
	@$(BIN)/pytest -m journey

bench: .venv/.dev  ## measure and write benchmarks/README.md
	@$(BIN)/python -m benchmarks $(if $(PAIRS),--pairs $(PAIRS)) $(if $(ONLY),--only $(ONLY))

bench-language: .venv/.dev  ## measure languages and write benchmarks/language/README.md (ONLY=detection, PAIRS=FILE)
	@BENCH_PAIRS=$(PAIRS) $(BIN)/python -m benchmarks.language $(if $(ONLY),--only $(ONLY))

lock: .venv/.run  ## choose versions anew and write both lock files
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --no-annotate --extra packs --extra ocr --group build pyproject.toml -o requirements.lock -q
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --no-annotate --extra packs --extra ocr --group build --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock -q

messages: .venv/.run  ## compile the interface's languages after editing a .po file
	@$(BIN)/python hatch_build.py

.venv/bin/uv:
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit("Li Hua needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv && $(BIN)/pip install --quiet --disable-pip-version-check uv

.venv/.run: requirements.lock pyproject.toml hatch_build.py $(wildcard lihua/locale/*/LC_MESSAGES/*.po) | .venv/bin/uv
	@echo "Installing what Li Hua needs (once)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

clean:  ## remove the environment (never the data)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
