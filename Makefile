# `make draft` and `make test` set everything up by themselves; only Python 3.11+ and make are needed.
PYTHON  ?= python3
VENV    ?= .venv
POSTING ?= templates/sample-posting.txt
LENGTH  ?= 250
BIN     := $(VENV)/bin

.PHONY: draft test lint types format check bench hostile docs lock clean help

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

$(VENV)/.run: pyproject.toml requirements.lock .ci/install.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "jdtailor needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 2; }
	@echo "setting up, once: Python's own environment in $(VENV) ..." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "fetching and installing some 80 packages, a minute or two ..." >&2
	@$(BIN)/python .ci/install.py requirements.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "the tools of the tests, once ..." >&2
	@$(BIN)/python .ci/install.py requirements-dev.lock
	@touch $@

draft: $(VENV)/.run ## Draft a letter: make draft POSTING=path LENGTH=250
	@$(BIN)/tailor draft "$(POSTING)" --length $(LENGTH)

test: $(VENV)/.dev ## Run the tests
	@$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev ## Check style and imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev ## Check types
	@$(BIN)/mypy

format: $(VENV)/.dev ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

check: lint types test ## Lint, types and tests

bench: $(VENV)/.dev ## Measure start-up and speed
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/speed.py ../shared/gold/train.jsonl

hostile: $(VENV)/.dev ## Attack everything that takes input, under 20 minutes
	@$(BIN)/python benchmarks/hostile/run.py

docs: $(VENV)/.dev ## Write the pages of docs/ that are generated
	@$(BIN)/python -m tailor.check.pages docs/checks
	@$(BIN)/python -m tailor.cli.docs docs/commands
	@$(BIN)/python .ci/licences.py
	@$(BIN)/python benchmarks/picture.py
	@$(BIN)/python benchmarks/page_picture.py || true

lock: $(VENV)/.run ## Pin what is installed, with hashes
	@.ci/lock

clean: ## Remove what the targets made
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
