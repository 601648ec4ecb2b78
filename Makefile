# `make demo` and `make test` are all a newcomer types: each sets up what it needs first.
# Every path is relative, so the folder may have any name, spaces included.

.DEFAULT_GOAL := help
.PHONY: help demo test axe bench lint check requirements clean force

PYTHON ?= python3
ARGS ?=
RUN := .venv/bin/python -m
SET_UP := .venv/installed

help: ## say what can be made (this list)
	@echo 'Usage: make TARGET [ARGS="..."] [PYTHON=python3.12]'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1 - \2/p' Makefile

demo: $(SET_UP) ## fill a demo city with simulated answers and show form, data and site
	@$(RUN) kotak_saran demo $(ARGS)

test: $(SET_UP) ## run the tests (the slow ones: make test ARGS="-m slow")
	@$(RUN) pytest -m "not slow" $(ARGS)

axe: $(SET_UP) ## look at one page of each kind with axe-core and write what the accessibility page says
	@.venv/bin/python tests/site_axe.py

BENCH_SECONDS := 300

bench: $(SET_UP) ## measure everything against its floor (one: make bench ARGS=form_get; fails if a bar is missed)
	@missed=; for script in $(or $(ARGS:%=benchmarks/%.py),benchmarks/*.py); do \
		echo "== $$script"; \
		timeout $(BENCH_SECONDS) .venv/bin/python "$$script" || missed="$$missed $$script"; \
	done; [ -z "$$missed" ] || { echo "Not met, or not measured:$$missed" >&2; exit 1; }

lint: $(SET_UP) ## check style, types, import rules and requirements.txt
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) mypy .ci/*.py
	@.venv/bin/lint-imports
	@.venv/bin/python .ci/check_requirements.py

check: lint test ## lint and test

requirements: ## pin anew what pyproject.toml asks for (needs uv; ARGS=--upgrade for newer versions)
	@command -v uv >/dev/null || { echo 'make requirements needs uv: pip install uv' >&2; exit 1; }
	@uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
		--only-binary :all: --emit-build-options --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make requirements" --output-file requirements.txt $(ARGS) pyproject.toml

clean: ## remove .venv and caches (never instance/ or output/)
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -path ./.git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# Set up once; again when the lists change, the folder has moved or another Python is named.
ifneq "$(origin PYTHON)" "file"
$(SET_UP): force
endif
ifneq "$(shell head -n 1 $(SET_UP) 2>/dev/null)" "$(CURDIR)"
$(SET_UP): force
endif

$(SET_UP): pyproject.toml requirements.txt .ci/set_up.py
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Kotak Saran needs Python 3.11 or newer, and $(PYTHON) is not:' \
			'install it, or name another one, as in: make test PYTHON=python3.12' >&2; exit 1; }
	@"$(PYTHON)" .ci/set_up.py
